import type { ItemInputs, NumericArray } from '../core/types';
import { thresholdCounts } from './threshold-counts';

/**
 * Average precision: the sum over distinct thresholds, from the highest, of (R_t - R_{t-1}) P_t, with P and R the
 * weighted precision and recall of the rule score >= t. Steps, no interpolation; tied scores enter together. 1 when all
 * labels are 1. Exact, O(n log n). Equal to scikit-learn's `average_precision_score`.
 *
 * @param scores - n finite scores, higher for label 1
 * @param labels - n labels, 0 or 1
 * @throws LossInputError `NO_POSITIVES`, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { averagePrecision } from '@backdropjs/losses';
 * if (averagePrecision([3, 2, 1], [1, 0, 1]) !== (1 + 2 / 3) / 2) throw new Error('precision at each hit, averaged');
 * ```
 */
export function averagePrecision(
  scores: NumericArray,
  labels: NumericArray,
  inputs: ItemInputs = {},
): number {
  const counts = thresholdCounts('averagePrecision', scores, labels, inputs, false);
  let sum = 0;
  for (let k = 0; k < counts.thresholds.length; k++) {
    const tp = counts.truePositives[k]!;
    const recalled = (tp - (counts.truePositives[k - 1] ?? 0)) / counts.positives;
    if (recalled > 0) sum += recalled * (tp / (tp + counts.falsePositives[k]!));
  }
  return sum;
}
