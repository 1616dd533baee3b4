import { unit } from '../check';
import type { BinaryLabels, ItemInputs, NumericArray } from '../core/types';
import { thresholdCounts } from './threshold-counts';

export interface RecallAtPrecisionInputs extends ItemInputs {
  /** The precision asked for, in [0, 1]. */
  readonly targetPrecision: number;
}

/**
 * The highest recall that a threshold reaches with a precision of at least `targetPrecision`, over all distinct scores as
 * thresholds t (rule score >= t); 0 if none does. Exact, O(n log n).
 *
 * $$
 * \max_{t:\, P_t \ge \text{targetPrecision}} R_t
 * $$
 *
 * @param scores - n finite scores, higher for label 1
 * @param labels - n labels, 0 or 1
 * @param inputs - the precision asked for, weights and mask of the items.
 * @returns a number in [0, 1].
 * @throws LossInputError `NO_POSITIVES`, `OUT_OF_RANGE` for targetPrecision, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { recallAtPrecision } from '@backdropjs/losses';
 * const recall = recallAtPrecision([4, 3, 2, 1], [1, 0, 1, 0], { targetPrecision: 0.9 });
 * if (recall !== 0.5) throw new Error('only the first threshold is precise enough');
 * ```
 */
export function recallAtPrecision(
  scores: NumericArray,
  labels: BinaryLabels,
  inputs: RecallAtPrecisionInputs,
): number {
  const known = { targetPrecision: [undefined, unit] } as const;
  const counts = thresholdCounts('recallAtPrecision', scores, labels, inputs, false, known);
  const [tp, fp, positives, , , { targetPrecision }] = counts;
  return tp.reduce(
    (best, hits, k) => (hits / (hits + fp[k]!) >= targetPrecision ? hits / positives : best),
    0,
  );
}
