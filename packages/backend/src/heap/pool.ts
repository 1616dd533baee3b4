import { type AvgPoolAttrs, backend_util, type MaxPoolAttrs, util } from '@tensorflow/tfjs-core';
import type { HeapCall, HeapTensor } from './heap-tensor';
import type { TensorHeap } from './tensor-heap';
import { windowsOf } from './windows-of';

/** The average of each window's cells inside of the image. tfjs's wasm kernel loses NaN. */
export function avgPool(heap: TensorHeap, call: HeapCall<'x', AvgPoolAttrs>): HeapTensor | undefined {
  return pool(heap, 'averagePool', call);
}

/** The largest of each window's cells inside of the image, NaN if they all are. tfjs's wasm kernel loses NaN. */
export function maxPool(heap: TensorHeap, call: HeapCall<'x', MaxPoolAttrs>): HeapTensor | undefined {
  return pool(heap, 'maxPool', call);
}

function pool(
  heap: TensorHeap,
  kernel: 'averagePool' | 'maxPool',
  { inputs: { x }, attrs: { filterSize, strides, pad, dimRoundingMode } }: HeapCall<'x', MaxPoolAttrs>,
): HeapTensor | undefined {
  if (x.dtype !== 'float32') return undefined;
  const shape = x.shape as [number, number, number, number];
  const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  // tfjs takes windows of one cell for the image itself if there are as many of them, whatever lies between them.
  if (info.filterHeight * info.filterWidth === 1 && util.arraysEqual(info.outShape, shape)) return undefined;
  const out = heap.output(info.outShape);
  const at = { input: heap.address(x), output: heap.address(out) };
  heap.kernels.call(kernel, { ...windowsOf(info), ...at });
  return out;
}
