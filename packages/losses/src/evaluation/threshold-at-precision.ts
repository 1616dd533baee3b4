import { unit } from '../check';
import type { BinaryLabels, NumericArray } from '../core/types';
import type { RecallAtPrecisionInputs } from '../metrics/recall-at-precision';
import { thresholdCounts } from '../metrics/threshold-counts';
import { bestPoint, type OperatingPoint } from './operating-point';

/**
 * The threshold behind `recallAtPrecision`: of the rules score >= t, t a score, with a precision of at least `targetPrecision`
 * that of the highest recall, and of these of the highest precision. Exact, O(n log n).
 *
 * $$
 * \arg\max_{t:\, P_t \ge \text{targetPrecision}} R_t
 * $$
 *
 * @param scores - n finite scores, higher for label 1
 * @param labels - n labels, 0 or 1
 * @param inputs - the precision asked for, weights and mask of the items.
 * @returns the threshold, precision and recall; threshold Infinity and recall 0 where none is precise enough.
 * @throws LossInputError `NO_POSITIVES`, `OUT_OF_RANGE` for targetPrecision, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { thresholdAtPrecision } from '@backdropjs/losses/evaluation';
 * const { threshold, recall } = thresholdAtPrecision([4, 3, 2, 1], [1, 1, 0, 1], { targetPrecision: 0.75 });
 * if (threshold !== 1 || recall !== 1) throw new Error('three of four');
 * ```
 */
export function thresholdAtPrecision(
  scores: NumericArray,
  labels: BinaryLabels,
  inputs: RecallAtPrecisionInputs,
): OperatingPoint {
  const known = { targetPrecision: [undefined, unit] } as const;
  const counts = thresholdCounts('thresholdAtPrecision', scores, labels, inputs, false, known);
  const { targetPrecision } = counts[5];
  return bestPoint(counts, (precision, recall) =>
    precision >= targetPrecision ? [recall, precision] : [0, 0],
  );
}
