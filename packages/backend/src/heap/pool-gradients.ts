import { type AvgPoolGradAttrs, backend_util, type MaxPoolGradAttrs } from '@tensorflow/tfjs-core';
import type { HeapCall, HeapTensor } from './heap-tensor';
import type { TensorHeap } from './tensor-heap';
import { windowsOf } from './windows-of';

type Shape4D = [number, number, number, number];

/** Gradient of average pooling: the share of each window goes to its cells inside of the image. */
export function avgPoolGrad(
  heap: TensorHeap,
  { inputs: { dy, input }, attrs }: HeapCall<'dy' | 'input', AvgPoolGradAttrs>,
): HeapTensor {
  const { filterSize, strides, pad } = attrs;
  const info = backend_util.computePool2DInfo(input.shape as Shape4D, filterSize, strides, 1, pad);
  const out = heap.output(input.shape);
  const at = { output: heap.address(dy), input: heap.address(out) };
  heap.kernels.call('averagePoolGradient', { ...windowsOf(info), ...at });
  return out;
}

/** Gradient of max pooling: it goes to the first largest cell of each window. */
export function maxPoolGrad(
  heap: TensorHeap,
  { inputs: { dy, input }, attrs }: HeapCall<'dy' | 'input', MaxPoolGradAttrs>,
): HeapTensor {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const info = backend_util.computePool2DInfo(
    input.shape as Shape4D,
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const out = heap.output(input.shape);
  const at = { output: heap.address(dy), bias: heap.address(input), input: heap.address(out) };
  heap.kernels.call('maxPoolGradient', { ...windowsOf(info), ...at });
  return out;
}
