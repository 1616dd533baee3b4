import type { BinaryLabels, ItemInputs, NumericArray } from '../core/types';
import { areaUnderCounts } from './area-under-counts';
import { thresholdCounts } from './threshold-counts';

/**
 * Area under the ROC curve: the weighted share of pairs of a positive and a negative that the scores order rightly,
 * ties counting one half,
 *
 * $$
 * \text{AUC} = \frac{1}{W_+ W_-} \sum_{i:\, y_i = 1} \sum_{j:\, y_j = 0} w_i w_j \big([s_i > s_j] + \tfrac{1}{2} [s_i = s_j]\big).
 * $$
 *
 * Exact, O(n log n). Equal to scikit-learn's `roc_auc_score`.
 *
 * @param scores - n finite scores on any scale, higher for label 1
 * @param labels - n labels, 0 or 1
 * @param inputs - weights and mask of the items.
 * @returns a number in [0, 1]
 * @throws LossInputError with codes `NO_POSITIVES`, `NO_NEGATIVES` (by weight), `EMPTY`, `NON_FINITE`,
 * `INVALID_LABEL`, `LENGTH_MISMATCH`, `NEGATIVE_WEIGHT`
 *
 * @example
 * ```ts
 * import { rocAuc } from '@backdropjs/losses';
 * if (rocAuc([0.1, 0.4, 0.4, 0.8], [0, 0, 1, 1]) !== 0.875) throw new Error('three pairs of four, one of them tied');
 * ```
 */
export function rocAuc(scores: NumericArray, labels: BinaryLabels, inputs?: ItemInputs): number {
  return areaUnderCounts(thresholdCounts('rocAuc', scores, labels, inputs, true), 1, 0);
}
