import type { BinaryLabels, ItemInputs, NumericArray } from '../core/types';
import { thresholdCounts } from './threshold-counts';

/** Points of the ROC curve, from (0, 0) to (1, 1), in new arrays. */
export interface RocCurve {
  /** Share of the negatives at or above the threshold of each point. */
  readonly fpr: Float64Array<ArrayBuffer>;
  /** Share of the positives at or above the threshold of each point. */
  readonly tpr: Float64Array<ArrayBuffer>;
  /** The rule of point k is score >= thresholds[k]; Infinity at the first. */
  readonly thresholds: Float64Array<ArrayBuffer>;
}

/**
 * The ROC curve for plots: false and true positive rate, weighted, at every distinct score as threshold, after the point
 * (0, 0). O(n log n).
 *
 * $$
 * \text{FPR}_t = \frac{\sum_i w_i (1 - y_i) [s_i \ge t]}{W_-}, \qquad \text{TPR}_t = \frac{\sum_i w_i y_i [s_i \ge t]}{W_+}
 * $$
 *
 * @param scores - n finite scores, higher for label 1
 * @param labels - n labels, 0 or 1
 * @param inputs - weights and mask of the items.
 * @returns (0, 0) and one point for each distinct score, from the highest; new arrays.
 * @throws LossInputError as {@link rocAuc}
 *
 * @example
 * ```ts
 * import { rocCurve } from '@backdropjs/losses';
 * const { fpr, tpr } = rocCurve([3, 2, 1], [1, 0, 1]);
 * if (fpr.join() !== '0,0,1,1' || tpr.join() !== '0,0.5,0.5,1') throw new Error('up, right, up');
 * ```
 */
export function rocCurve(scores: NumericArray, labels: BinaryLabels, inputs?: ItemInputs): RocCurve {
  const [tp, fp, positives, negatives, thresholds] = thresholdCounts(
    'rocCurve',
    scores,
    labels,
    inputs,
    true,
  );
  return {
    fpr: Float64Array.from([0, ...fp.map((count) => count / negatives)]),
    tpr: Float64Array.from([0, ...tp.map((count) => count / positives)]),
    thresholds: Float64Array.from([Infinity, ...thresholds]),
  };
}
