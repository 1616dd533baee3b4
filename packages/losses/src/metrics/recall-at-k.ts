import type { BinaryLabels, NumericArray } from '../core/types';
import { type AtKInputs, hitsAtK } from './hits-at-k';

/**
 * Recall at k: the share of the positives that is among the k highest scores, ties as in {@link precisionAtK}. O(n log
 * n). Takes no weights.
 *
 * $$
 * \frac{\sum_{r \le k} y_{(r)}}{\sum_i y_i}
 * $$
 *
 * @param scores - n finite scores, higher for label 1
 * @param labels - n labels, 0 or 1
 * @param inputs - k, and the mask of the items.
 * @returns a number in [0, 1].
 * @throws LossInputError `OUT_OF_RANGE` unless k is an integer in 1 .. n, `NO_POSITIVES`, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { recallAtK } from '@backdropjs/losses';
 * if (recallAtK([3, 2, 1], [1, 0, 1], { k: 1 }) !== 0.5) throw new Error('one of two');
 * ```
 */
export function recallAtK(scores: NumericArray, labels: BinaryLabels, inputs: AtKInputs): number {
  const [hits, positives] = hitsAtK('recallAtK', scores, labels, inputs);
  return hits / positives;
}
