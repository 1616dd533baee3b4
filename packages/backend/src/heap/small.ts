import { util } from '@tensorflow/tfjs-core';
import type { HeapCall, HeapTensor } from './heap-tensor';
import { anyPendingOf } from './pending';
import type { TensorHeap } from './tensor-heap';

/** Up to so many values, a loop in JavaScript costs less than the call of a WebAssembly kernel with its shapes. */
const SIZE = 512;

/**
 * An operation on a few values, such as optimizers make dozens of in each step. The operands have one shape, or one
 * of them is a single value. Rounding a float64 result to float32 gives what float32 arithmetic gives.
 */
export function smallBinary(operation: (a: number, b: number) => number) {
  return (heap: TensorHeap, { inputs: { a, b } }: HeapCall<'a' | 'b'>): HeapTensor | undefined => {
    if (a.dtype !== 'float32' || b.dtype !== 'float32') return undefined;
    const [sizeA, sizeB] = [util.sizeFromShape(a.shape), util.sizeFromShape(b.shape)];
    if (sizeA > SIZE || sizeB > SIZE) return undefined;
    const shape = sizeB === 1 && b.shape.length <= a.shape.length ? a.shape : b.shape;
    if (shape === b.shape && !(sizeA === 1 && a.shape.length <= b.shape.length)) {
      if (!util.arraysEqual(a.shape, b.shape)) return undefined;
    }
    // What was put off stays so: a kernel may still do it at once with others.
    if (anyPendingOf(a) || anyPendingOf(b)) return undefined;
    const out = heap.output(shape);
    const values = heap.floats;
    const [left, right, to] = [heap.address(a) >>> 2, heap.address(b) >>> 2, heap.address(out) >>> 2];
    const [stepA, stepB] = [sizeA === 1 ? 0 : 1, sizeB === 1 ? 0 : 1];
    const size = util.sizeFromShape(shape);
    for (let i = 0; i < size; i++)
      values[to + i] = operation(values[left + i * stepA]!, values[right + i * stepB]!);
    return out;
  };
}
