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
  const totals: [number, number] = [0, 0];
  for (let i = 0; i < labels.length; i++) totals[labels[i] as 0 | 1] += weights[i]!;
  need(totals[1], 'NO_POSITIVES', fn, 'an item of label 1');
  need(totals[0], 'NO_NEGATIVES', fn, 'an item of label 0');
  check(fn, 'the sum of the weights', totals[0] + totals[1], finite, 'NON_FINITE');
  return totals;
}
