import { fail } from '../../core/errors';
import { gather, type Sorted, sort } from '../../core/sort';

/** Items of two classes with weights, and the total weights of the classes. */
export interface PairBatch {
  readonly scores: Float64Array;
  readonly labels: Float64Array;
  readonly weights: Float64Array;
  readonly negative: number;
  readonly positive: number;
}

/**
 * The mean over pairs (i, j) of a positive and a negative of phi(s_i - s_j), weighted by w_i w_j / (W+ W-); its gradient
 * is written to `grad`, which holds zeros.
 */
export type PairSum = (batch: PairBatch, grad: Float64Array) => number;

/** phi as a function of the difference d = s+ - s-, with its derivative. */
export interface PairFunction {
  value(d: number): number;
  slope(d: number): number;
}

/** One class, its scores ascending. */
export interface Side extends Sorted {
  readonly weights: Float64Array;
}

/** Adds up the classes' weights; throws `NO_POSITIVES` or `NO_NEGATIVES` when there is no such item. */
export function pairBatch(
  fn: string,
  scores: Float64Array,
  labels: Float64Array,
  weights: Float64Array,
): PairBatch {
  const total = [0, 0];
  const largest = [0, 0];
  for (let i = 0; i < labels.length; i++) {
    total[labels[i]!]! += weights[i]!;
    largest[labels[i]!] = Math.max(largest[labels[i]!]!, weights[i]!);
  }
  if (largest[1] === 0) fail('NO_POSITIVES', fn, 'needs an item of label 1, got none of positive weight');
  if (largest[0] === 0) fail('NO_NEGATIVES', fn, 'needs an item of label 0, got none of positive weight');
  // Only relative weights inside a class matter; far from 1, products of weights would leave the range of a number.
  if (total.some((sum) => sum < 1e-100 || sum > 1e100)) {
    return pairBatch(
      fn,
      scores,
      labels,
      weights.map((weight, i) => weight / largest[labels[i]!]!),
    );
  }
  return { scores, labels, weights, negative: total[0]!, positive: total[1]! };
}

export function sortSide(
  { scores, labels, weights }: Pick<PairBatch, 'scores' | 'labels' | 'weights'>,
  label: 0 | 1,
): Side {
  let count = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] === label) count++;
  const positions = new Uint32Array(count);
  for (let i = 0, k = 0; i < labels.length; i++) if (labels[i] === label) positions[k++] = i;
  const sorted = sort(scores, positions);
  return { ...sorted, weights: gather(weights, sorted.order) };
}

/** Writes the gradient `factor` w_i slopes_i of every item of one class; the slopes are in the order of the side. */
export function writeSlopes(
  grad: Float64Array,
  { order, weights }: Side,
  slopes: Float64Array,
  factor: number,
): void {
  for (let k = 0; k < order.length; k++) grad[order[k]!] = factor * weights[k]! * slopes[k]!;
}
