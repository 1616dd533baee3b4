import { type TensorInfo, type UnsortedSegmentSumAttrs, util } from '@tensorflow/tfjs-core';
import type { KernelCall } from '../tfjs/wasm-backend';

/**
 * out[s, ...] = sum of the rows x[i, ...] with segmentIds[i] = s. As in tfjs's other backends, rows whose id is
 * outside of [0, numSegments) go nowhere. It is the gradient of gather, and so of the embedding layer.
 */
export function unsortedSegmentSum({
  inputs: { x, segmentIds },
  attrs: { numSegments },
  backend,
}: KernelCall<'x' | 'segmentIds', UnsortedSegmentSumAttrs>): TensorInfo {
  const idRank = segmentIds.shape.length;
  const out = backend.makeOutput([numSegments, ...x.shape.slice(idRank)], x.dtype);
  const ids = backend.typedArrayFromHeap(segmentIds);
  const from = backend.typedArrayFromHeap(x);
  const to = backend.typedArrayFromHeap(out).fill(0);
  const width = util.sizeFromShape(x.shape.slice(idRank));
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row]!;
    if (id < 0 || id >= numSegments) continue;
    for (let i = 0; i < width; i++) to[id * width + i]! += from[row * width + i]!;
  }
  return out;
}
