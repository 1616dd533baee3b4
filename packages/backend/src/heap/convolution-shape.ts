import type { backend_util } from '@tensorflow/tfjs-core';
import type { ConvolutionShape } from './pending';

type WindowInfo =
  | ReturnType<typeof backend_util.computeConv2DInfo>
  | ReturnType<typeof backend_util.computePool2DInfo>;

/** tfjs's description of a sliding window in our terms. */
export function convolutionShape(info: WindowInfo): ConvolutionShape {
  return {
    batch: info.batchSize,
    inputHeight: info.inHeight,
    inputWidth: info.inWidth,
    inputChannels: info.inChannels,
    outputHeight: info.outHeight,
    outputWidth: info.outWidth,
    outputChannels: info.outChannels,
    filterHeight: info.filterHeight,
    filterWidth: info.filterWidth,
    strideHeight: info.strideHeight,
    strideWidth: info.strideWidth,
    dilationHeight: info.dilationHeight,
    dilationWidth: info.dilationWidth,
    padTop: info.padInfo.top,
    padLeft: info.padInfo.left,
  };
}
