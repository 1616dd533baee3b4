import { util } from '@tensorflow/tfjs-core';
import { ROW_OPERATIONS } from '../module/structs';
import type { HeapCall, HeapTensor } from './heap-tensor';
import type { TensorHeap } from './tensor-heap';

type Operation = (typeof ROW_OPERATIONS)[number];

/** How two shapes meet where the small one has a number for each row of the large one. */
interface Rows {
  groups: number;
  rowCount: number;
  columns: number;
}

/**
 * An operation of which one operand has a number for each row of the other: it is broadcast along the last axes, as
 * masks of positions, means of samples and lengths of vectors are. tfjs's wasm kernels compute the place of each value.
 */
export function rowBinary(operation: Operation, swapped: Operation = operation) {
  return (heap: TensorHeap, { inputs: { a, b } }: HeapCall<'a' | 'b'>): HeapTensor | undefined =>
    rowWise(heap, a, b, operation) ?? rowWise(heap, b, a, swapped);
}

function rowWise(
  heap: TensorHeap,
  large: HeapTensor,
  small: HeapTensor,
  operation: Operation,
): HeapTensor | undefined {
  if (large.dtype !== 'float32' || small.dtype !== 'float32') return undefined;
  const rows = rowsOf(large.shape, small.shape);
  if (!rows) return undefined;
  const out = heap.output(large.shape);
  heap.kernels.call('rowBinary', {
    ...rows,
    operation: ROW_OPERATIONS.indexOf(operation),
    large: heap.address(large),
    small: heap.address(small),
    target: heap.address(out),
  });
  return out;
}

/** Leading axes along which `small` is broadcast, then those that agree, then, at least one, those along which it is broadcast again. */
function rowsOf(large: readonly number[], small: readonly number[]): Rows | undefined {
  const offset = large.length - small.length;
  const size = util.sizeFromShape([...small]);
  if (offset < 0 || size < 2) return undefined;
  let [first, last] = [0, small.length];
  while (small[first] === 1) first++;
  while (small[last - 1] === 1) last--;
  for (let axis = first; axis < last; axis++) if (small[axis] !== large[axis + offset]) return undefined;
  const columns = util.sizeFromShape(large.slice(last + offset));
  if (columns < 2) return undefined;
  return { groups: util.sizeFromShape(large.slice(0, first + offset)), rowCount: size, columns };
}
