import type { BinaryLabels, ItemInputs, NumericArray } from '../core/types';
import { thresholdCounts } from './threshold-counts';

/**
 * Average precision: the sum over distinct thresholds, from the highest, of (R_t - R_{t-1}) P_t, with P and R the
 * weighted precision and recall of the rule score >= t. Steps, no interpolation; tied scores enter together. 1 when all
 * labels are 1. Exact, O(n log n). Equal to scikit-learn's `average_precision_score`.
 *
 * $$
 * \text{AP} = \sum_t (R_t - R_{t-1})\, P_t
 * $$
 *
 * @param scores - n finite scores, higher for label 1
 * @param labels - n labels, 0 or 1
 * @param inputs - weights and mask of the items.
 * @returns a number in [0, 1].
 * @throws LossInputError `NO_POSITIVES`, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { averagePrecision } from '@backdropjs/losses';
 * if (averagePrecision([3, 2, 1], [1, 0, 1]) !== (1 + 2 / 3) / 2) throw new Error('precision at each hit, averaged');
 * ```
 */
export function averagePrecision(scores: NumericArray, labels: BinaryLabels, inputs?: ItemInputs): number {
  const [tp, fp, positives] = thresholdCounts('averagePrecision', scores, labels, inputs, false);
  return tp.reduce((sum, hits, k) => {
    const recalled = (hits - (tp[k - 1] ?? 0)) / positives;
    // The shares of recall may round to a sum above 1.
    return recalled > 0 ? Math.min(1, sum + recalled * (hits / (hits + fp[k]!))) : sum;
  }, 0);
}
