import { positionsOf } from '../positions';
import { gather, sort } from '../sort';

/** Items by rising score: their positions, scores and weights. */
export interface Side {
  readonly order: Uint32Array;
  readonly keys: Float64Array;
  readonly weights: Float64Array;
}

/** All items, or those of one label; weights are divided by `total`. */
export function makeSide(
  scores: Float64Array,
  weights: Float64Array,
  labels?: Float64Array,
  label?: number,
  total = 1,
): Side {
  const [order, keys] = sort(scores, positionsOf(scores.length, labels, label));
  return { order, keys, weights: gather(weights, order, total) };
}
