import { type UnsortedSegmentSumAttrs, util } from '@tensorflow/tfjs-core';
import { SEGMENT_SUM } from '../simd/structs';
import type { HeapCall, HeapTensor } from './heap-tensor';
import type { Native } from './native';

/** Sums the rows of x that have the same id: the gradient of gather, and so of an embedding. */
export function unsortedSegmentSum(
  native: Native,
  { inputs: { x, segmentIds }, attrs }: HeapCall<'x' | 'segmentIds', UnsortedSegmentSumAttrs>,
): HeapTensor | undefined {
  if (x.dtype !== 'float32' || segmentIds.dtype !== 'int32') return undefined;
  const rowShape = x.shape.slice(segmentIds.shape.length);
  const segments = attrs.numSegments;
  const out = native.output([segments, ...rowShape]);
  native.kernels.call('segmentSum', SEGMENT_SUM, {
    rowCount: util.sizeFromShape(segmentIds.shape),
    columns: util.sizeFromShape(rowShape),
    segments,
    input: native.address(x),
    ids: native.address(segmentIds),
    output: native.address(out),
  });
  return out;
}
