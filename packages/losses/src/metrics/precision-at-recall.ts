import { unit } from '../check';
import type { BinaryLabels, ItemInputs, NumericArray } from '../core/types';
import { thresholdCounts } from './threshold-counts';

export interface PrecisionAtRecallInputs extends ItemInputs {
  /** The recall asked for, in [0, 1]. */
  readonly targetRecall: number;
}

/**
 * The highest precision that a threshold reaches with a recall of at least `targetRecall`, over all distinct scores as
 * thresholds t (rule score >= t). Exact, O(n log n).
 *
 * $$
 * \max_{t:\, R_t \ge \text{targetRecall}} P_t
 * $$
 *
 * @param scores - n finite scores, higher for label 1
 * @param labels - n labels, 0 or 1
 * @param inputs - the recall asked for, weights and mask of the items.
 * @returns a number in [0, 1].
 * @throws LossInputError `NO_POSITIVES`, `OUT_OF_RANGE` for targetRecall, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { precisionAtRecall } from '@backdropjs/losses';
 * const precision = precisionAtRecall([4, 3, 2, 1], [1, 0, 1, 0], { targetRecall: 1 });
 * if (precision !== 2 / 3) throw new Error('both positives are among the first three');
 * ```
 */
export function precisionAtRecall(
  scores: NumericArray,
  labels: BinaryLabels,
  inputs: PrecisionAtRecallInputs,
): number {
  const known = { targetRecall: [undefined, unit] } as const;
  const counts = thresholdCounts('precisionAtRecall', scores, labels, inputs, false, known);
  const [tp, fp, positives, , , { targetRecall }] = counts;
  return tp.reduce(
    (best, hits, k) => (hits / positives >= targetRecall ? Math.max(best, hits / (hits + fp[k]!)) : best),
    0,
  );
}
