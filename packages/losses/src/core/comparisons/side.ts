import type { Items } from '../lists';
import { positionsOf } from '../positions';
import { gather, sort } from '../sort';

/** Items by rising score, or with `low` in the order of the caller: their positions, scores and weights. */
export interface Side {
  readonly order: Uint32Array;
  readonly keys: Float64Array;
  readonly weights: Float64Array;
  /** The lowest score, of many close ones only: these need no order. */
  readonly low?: number | undefined;
}

/** All items, or those of one label, for comparisons of slope beta; weights are divided by `total`. */
export function makeSide(
  { scores, weights, labels }: Pick<Items, 'scores' | 'weights' | 'labels'>,
  beta: number,
  label?: number,
  total = 1,
): Side {
  const positions = positionsOf(scores.length, labels, label);
  const unsorted = gather(scores, positions);
  let low = Infinity;
  let high = -Infinity;
  for (let k = 0; k < unsorted.length; k++) {
    const score = unsorted[k]!;
    if (score < low) low = score;
    if (score > high) high = score;
  }
  // A cell (of 32 a width of 1 / beta) costs about as much as the sort of 32 scores; its edges must be numbers apart.
  const isClose = 1024 * beta * (high - low) < unsorted.length - 4096 && beta * Math.abs(low) < 3e7;
  const [order, keys] = isClose ? [positions, unsorted] : sort(unsorted, positions);
  return { order, keys, weights: gather(weights, order, total), low: isClose ? low : undefined };
}
