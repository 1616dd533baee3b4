import { powerToUnit } from '../core/power-of-two';
import type { BinaryLabels, ItemInputs, NumericArray } from '../core/types';
import { type ThresholdCounts, thresholdCounts } from './threshold-counts';

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
 * The ROC curve for plots: false and true positive rate, weighted, at the distinct scores as thresholds, after the point
 * (0, 0). Points on the straight line between their neighbors are left out: the curve is the same without them, and often a
 * hundredth as long. O(n log n).
 *
 * $$
 * \text{FPR}_t = \frac{\sum_i w_i (1 - y_i) [s_i \ge t]}{W_-}, \qquad \text{TPR}_t = \frac{\sum_i w_i y_i [s_i \ge t]}{W_+}
 * $$
 *
 * @param scores - n finite scores, higher for label 1
 * @param labels - n labels, 0 or 1
 * @param inputs - weights and mask of the items.
 * @returns (0, 0) and one point for each corner, from the highest threshold to (1, 1); new arrays.
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
  const counts = thresholdCounts('rocCurve', scores, labels, inputs, true);
  const [tp, fp, positives, negatives, thresholds] = counts;
  const corners = cornersOf(counts);
  return {
    fpr: Float64Array.from([0, ...corners.map((k) => fp[k]! / negatives)]),
    tpr: Float64Array.from([0, ...corners.map((k) => tp[k]! / positives)]),
    thresholds: Float64Array.from([Infinity, ...corners.map((k) => thresholds[k]!)]),
  };
}

/** Which points are not on the straight line from the last one that is a corner to the next point; the last point is one. */
function cornersOf([tp, fp, positives, negatives]: ThresholdCounts<unknown>): number[] {
  // Counts times a power of two: integers stay exact, and products of large or small weights in range.
  const [toY, toX] = [powerToUnit(positives), powerToUnit(negatives)];
  const corners: number[] = [];
  let [x, y] = [0, 0];
  for (let k = 0; k < tp.length; k++) {
    const [x1, y1] = [fp[k]! * toX, tp[k]! * toY];
    const [dx, dy] = [fp[k + 1]! * toX - x1, tp[k + 1]! * toY - y1];
    // Past the last point NaN, which is equal to nothing.
    if ((x1 - x) * dy === (y1 - y) * dx) continue;
    corners.push(k);
    [x, y] = [x1, y1];
  }
  return corners;
}
