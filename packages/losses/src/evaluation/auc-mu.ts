import type { NumericArray } from '../core/types';
import { rocAuc } from '../metrics/roc-auc';
import type { AveragedMetric } from './averaged';
import { type OneVsOneInputs, overPairs } from './one-vs-one';

/**
 * AUC mu: for each pair of classes a < b the AUC, on their items alone, of the difference s_a - s_b, by which an argmax over
 * the two would tell them apart; the mean over pairs. 1 where the argmax can be right about every pair after a shift of the
 * scores, 1/2 by chance. All errors cost alike (the partition matrix of ones with a diagonal of zeros). O(C n log n).
 *
 * $$
 * \text{AUC}_\mu = \frac{2}{C (C - 1)} \sum_{a < b} \text{AUC}\big(s_a - s_b,\, [y = a]\big)
 * $$
 *
 * Source: Kleiman and Page, "AUC mu: a performance metric for multi-class machine learning models", ICML 2019, eq. 4.
 *
 * @param scores - n x C finite scores, item by item
 * @param labels - n classes 0 .. C-1
 * @param inputs - the number of classes, weights and mask of the items, which mean, and what to do with an undefined pair.
 * @returns the mean, and of each pair the id 'a-b', AUC and weight.
 * @throws LossInputError `NO_POSITIVES` or `NO_NEGATIVES` for a class without items, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { aucMu } from '@backdropjs/losses/evaluation';
 * const scores = [0.8, 0.1, 0.1, 0.2, 0.5, 0.3, 0.3, 0.4, 0.3];
 * if (aucMu(scores, [0, 1, 2], { numClasses: 3 }).value !== 1) throw new Error('no pair is in the wrong order');
 * ```
 */
export function aucMu(
  scores: NumericArray,
  labels: NumericArray,
  inputs: OneVsOneInputs,
): AveragedMetric<string> {
  return overPairs('aucMu', rocAuc, scores, labels, inputs, (first, second) => first - second);
}
