import type { backend_util } from '@tensorflow/tfjs-core';
import type { Windows } from '../module/kernel-structs';

type WindowInfo =
  | ReturnType<typeof backend_util.computeConv2DInfo>
  | ReturnType<typeof backend_util.computePool2DInfo>;

/** tfjs's description of a sliding window in our terms. */
export function windowsOf(info: WindowInfo): Windows {
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
