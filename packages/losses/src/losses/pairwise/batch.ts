import { check, finite } from '../../check';
import type { Items } from '../../core/lists';
import { need } from '../../errors';

/** Items of two classes. */
export type PairItems = Pick<Items, 'scores' | 'labels' | 'weights'>;

/** The weights of the classes. */
export type Totals = readonly [negative: number, positive: number];

/**
 * The mean over pairs (i, j) of a positive and a negative of phi(s_i - s_j), weighted by w_i w_j / (W+ W-); its gradient
 * is added to `grad`.
 */
export type PairSum = (items: PairItems, totals: Totals, grad: Float64Array) => number;

/** Adds up the classes' weights; throws `NO_POSITIVES` or `NO_NEGATIVES` when there is no such item. */
export function totalsOf(fn: string, { labels, weights }: PairItems): Totals {
  let negative = 0;
  let positive = 0;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i]) positive += weights[i]!;
    else negative += weights[i]!;
  }
  need(positive, 'NO_POSITIVES', fn, 'an item of label 1');
  need(negative, 'NO_NEGATIVES', fn, 'an item of label 0');
  check(fn, 'the sum of the weights', negative + positive, finite, 'NON_FINITE');
  return [negative, positive];
}
