import { type CastAttrs, util } from '@tensorflow/tfjs-core';
import type { HeapCall, HeapTensor } from './heap-tensor';
import type { TensorHeap } from './tensor-heap';

/** Bools of numbers: whether they are not zero. */
export function cast(
  heap: TensorHeap,
  { inputs: { x }, attrs: { dtype } }: HeapCall<'x', CastAttrs>,
): HeapTensor | undefined {
  if (dtype !== 'bool' || (x.dtype !== 'float32' && x.dtype !== 'int32')) return undefined;
  const out = heap.output(x.shape, 'bool');
  heap.kernels.call('isNotZero', {
    count: util.sizeFromShape(x.shape),
    source: heap.address(x),
    bits: x.dtype === 'float32' ? 0x7fffffff : -1,
    target: heap.address(out),
  });
  return out;
}
