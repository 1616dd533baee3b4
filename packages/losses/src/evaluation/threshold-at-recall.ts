import { unit } from '../check';
import type { BinaryLabels, NumericArray } from '../core/types';
import type { PrecisionAtRecallInputs } from '../metrics/precision-at-recall';
import { thresholdCounts } from '../metrics/threshold-counts';
import { bestPoint, type OperatingPoint } from './operating-point';

/**
 * The threshold behind `precisionAtRecall`: of the rules score >= t, t a score, with a recall of at least `targetRecall` that of
 * the highest precision, and of these of the highest recall. Exact, O(n log n).
 *
 * $$
 * \arg\max_{t:\, R_t \ge \text{targetRecall}} P_t
 * $$
 *
 * @param scores - n finite scores, higher for label 1
 * @param labels - n labels, 0 or 1
 * @param inputs - the recall asked for, weights and mask of the items.
 * @returns the threshold, precision and recall.
 * @throws LossInputError `NO_POSITIVES`, `OUT_OF_RANGE` for targetRecall, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { thresholdAtRecall } from '@backdropjs/losses/evaluation';
 * const { threshold, precision } = thresholdAtRecall([4, 3, 2, 1], [1, 1, 0, 1], { targetRecall: 0.5 });
 * if (threshold !== 3 || precision !== 1) throw new Error('two of two');
 * ```
 */
export function thresholdAtRecall(
  scores: NumericArray,
  labels: BinaryLabels,
  inputs: PrecisionAtRecallInputs,
): OperatingPoint {
  const known = { targetRecall: [undefined, unit] } as const;
  const counts = thresholdCounts('thresholdAtRecall', scores, labels, inputs, false, known);
  const { targetRecall } = counts[5];
  return bestPoint(counts, (precision, recall) => (recall >= targetRecall ? [precision, recall] : [0, 0]));
}
