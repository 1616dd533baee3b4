import { backend_util, type MaxPool3DAttrs } from '@tensorflow/tfjs-core';
import type { HeapCall, HeapTensor } from './heap-tensor';
import type { TensorHeap } from './tensor-heap';

/**
 * The largest of each window's cells inside of the volume, NaN if they all are: first along the depth, whole frames at a time, then in each
 * frame. tfjs's wasm kernel ignores that "same" padding may be longer behind than in front.
 */
export function maxPool3D(
  heap: TensorHeap,
  { inputs: { x }, attrs: { filterSize, strides, pad, dimRoundingMode } }: HeapCall<'x', MaxPool3DAttrs>,
): HeapTensor | undefined {
  if (x.dtype !== 'float32') return undefined;
  const shape = x.shape as [number, number, number, number, number];
  const info = backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  // "Same" padding of tfjs's volumes is negative where a stride is longer than the filter: the kernel has no line that starts before it.
  if (Math.min(...info.outShape) < 1 || info.padInfo.left < 0) return undefined;
  const { batchSize, inDepth, inHeight, inWidth, inChannels, outDepth, padInfo } = info;
  const frames = heap.output([batchSize, outDepth, inHeight, inWidth, inChannels]);
  try {
    const out = heap.output(info.outShape);
    const one = { dilationHeight: 1, dilationWidth: 1 };
    heap.kernels.call('maxPool', {
      ...{ batch: batchSize, inputHeight: inDepth, inputWidth: 1, outputHeight: outDepth, outputWidth: 1 },
      ...{ inputChannels: inHeight * inWidth * inChannels, outputChannels: inHeight * inWidth * inChannels },
      ...{
        filterHeight: info.filterDepth,
        filterWidth: 1,
        strideHeight: info.strideDepth,
        strideWidth: 1,
        ...one,
      },
      ...{ padTop: padInfo.front, padLeft: 0, input: heap.address(x), output: heap.address(frames) },
    });
    heap.kernels.call('maxPool', {
      ...{
        batch: batchSize * outDepth,
        inputHeight: inHeight,
        inputWidth: inWidth,
        inputChannels: inChannels,
      },
      ...{ outputHeight: info.outHeight, outputWidth: info.outWidth, outputChannels: inChannels },
      ...{ filterHeight: info.filterHeight, filterWidth: info.filterWidth, ...one },
      ...{
        strideHeight: info.strideHeight,
        strideWidth: info.strideWidth,
        padTop: padInfo.top,
        padLeft: padInfo.left,
      },
      ...{ input: heap.address(frames), output: heap.address(out) },
    });
    return out;
  } finally {
    heap.backend.disposeData(frames.dataId);
  }
}
