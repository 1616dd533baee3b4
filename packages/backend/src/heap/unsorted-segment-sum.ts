import { type UnsortedSegmentSumAttrs, util } from '@tensorflow/tfjs-core';
import type { HeapCall, HeapTensor } from './heap-tensor';
import type { TensorHeap } from './tensor-heap';

/** Sums the rows of x that have the same id: the gradient of gather, and so of an embedding. */
export function unsortedSegmentSum(
  heap: TensorHeap,
  { inputs: { x, segmentIds }, attrs }: HeapCall<'x' | 'segmentIds', UnsortedSegmentSumAttrs>,
): HeapTensor | undefined {
  if (x.dtype !== 'float32' || segmentIds.dtype !== 'int32') return undefined;
  const rowShape = x.shape.slice(segmentIds.shape.length);
  const segments = attrs.numSegments;
  const out = heap.output([segments, ...rowShape]);
  heap.kernels.call('segmentSum', {
    rowCount: util.sizeFromShape(segmentIds.shape),
    columns: util.sizeFromShape(rowShape),
    segments,
    input: heap.address(x),
    ids: heap.address(segmentIds),
    output: heap.address(out),
  });
  return out;
}
