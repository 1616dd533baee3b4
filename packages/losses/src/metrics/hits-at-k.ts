import { check, integer } from '../check';
import type { BinaryLabels, NumericArray } from '../core/types';
import { thresholdCounts } from './threshold-counts';

/** What {@link precisionAtK} and {@link recallAtK} take besides scores and labels. */
export interface AtKInputs {
  /** How many of the highest scores count: an integer from 1 to the number of items. */
  readonly k: number;
  /** 1 or true keeps an item, 0 or false drops it before anything else. */
  readonly mask?: ArrayLike<number | boolean> | undefined;
}

/** Expected number of positives among the k highest scores, tied items in uniformly random order; and of all positives. */
export function hitsAtK(
  fn: string,
  scores: NumericArray,
  labels: BinaryLabels,
  inputs: AtKInputs,
): [hits: number, positives: number] {
  const counts = thresholdCounts(fn, scores, labels, inputs, false, {}, ['k', 'mask']);
  const [tp, fp, positives, negatives, , { k }] = counts;
  check(fn, 'k', k, integer(1, positives + negatives));
  // The ties that k cuts, and what is above them.
  const at = tp.findIndex((hits, g) => hits + fp[g]! >= k);
  const above = tp[at - 1] ?? 0;
  const left = k - above - (fp[at - 1] ?? 0);
  const tied = tp[at]! - above;
  return [above + (tied * left) / (left + tp[at]! + fp[at]! - k), positives];
}
