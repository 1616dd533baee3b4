import type { BinaryLabels, ItemInputs, NumericArray } from '../core/types';
import { thresholdCounts } from './threshold-counts';

/** Points of the precision-recall curve, recall rising, in new arrays. */
export interface PrecisionRecallCurve {
  /** Precision at each point. */
  readonly precision: Float64Array<ArrayBuffer>;
  /** Recall at each point. */
  readonly recall: Float64Array<ArrayBuffer>;
  /** The rule of point k is score >= thresholds[k]. */
  readonly thresholds: Float64Array<ArrayBuffer>;
}

/**
 * The precision-recall curve for plots: both, weighted, at every distinct score as threshold, from the highest. O(n log
 * n).
 *
 * $$
 * P_t = \frac{\sum_i w_i y_i [s_i \ge t]}{\sum_i w_i [s_i \ge t]}, \qquad R_t = \frac{\sum_i w_i y_i [s_i \ge t]}{\sum_i w_i y_i}
 * $$
 *
 * @param scores - n finite scores, higher for label 1
 * @param labels - n labels, 0 or 1
 * @param inputs - weights and mask of the items.
 * @returns one point for each distinct score, from the highest; new arrays.
 * @throws LossInputError `NO_POSITIVES`, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { precisionRecallCurve } from '@backdropjs/losses';
 * const { precision, recall } = precisionRecallCurve([3, 2, 1], [1, 0, 1]);
 * if (recall.join() !== '0.5,0.5,1' || precision[1] !== 0.5) throw new Error('one of two, then two of three');
 * ```
 */
export function precisionRecallCurve(
  scores: NumericArray,
  labels: BinaryLabels,
  inputs?: ItemInputs,
): PrecisionRecallCurve {
  const counts = thresholdCounts('precisionRecallCurve', scores, labels, inputs, false);
  const [tp, fp, positives, , thresholds] = counts;
  return {
    precision: tp.map((hits, k) => hits / (hits + fp[k]!)),
    recall: tp.map((hits) => hits / positives),
    thresholds,
  };
}
