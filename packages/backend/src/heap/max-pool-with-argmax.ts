import { backend_util, type MaxPoolWithArgmaxAttrs, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { HeapCall, HeapTensor } from './heap-tensor';
import type { TensorHeap } from './tensor-heap';
import { windowsOf } from './windows-of';

/** The largest of each window's cells inside of the image, and where it is; tfjs's wasm kernel takes the smallest positive number for the lowest. */
export function maxPoolWithArgmax(
  heap: TensorHeap,
  { inputs: { x }, attrs }: HeapCall<'x', MaxPoolWithArgmaxAttrs>,
): HeapTensor[] | undefined {
  if (x.dtype !== 'float32') return undefined;
  const { filterSize, strides, pad, includeBatchInIndex } = attrs;
  const shape = x.shape as [number, number, number, number];
  const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad);
  const maxima = heap.output(info.outShape);
  try {
    const places = heap.output(info.outShape, 'int32');
    const at = { input: heap.address(x), output: heap.address(maxima), bias: heap.address(places) };
    heap.kernels.call('maxPoolWithArgmax', { ...windowsOf(info), ...at });
    if (includeBatchInIndex) countImages(heap, places, util.sizeFromShape(shape.slice(1)));
    return [maxima, places];
  } catch (error) {
    heap.backend.disposeData(maxima.dataId);
    throw error;
  }
}

/** Makes places in each image of these places in all of them. */
function countImages(heap: TensorHeap, places: TensorInfo, size: number): void {
  const values = heap.backend.typedArrayFromHeap(places) as Int32Array;
  const each = values.length / places.shape[0]!;
  for (let i = each; i < values.length; i++) {
    if (values[i] !== -1) values[i]! += Math.floor(i / each) * size;
  }
}
