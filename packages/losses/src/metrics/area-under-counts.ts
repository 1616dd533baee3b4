import { powerToUnit } from '../core/power-of-two';
import type { ThresholdCounts } from './threshold-counts';

/**
 * Area under the ROC curve, the line through (0, 0) and the points (fp, tp) over their totals, for false positive rates up
 * to `maxFpr` and as far as it is above `minTpr`.
 */
export function areaUnderCounts(
  [tp, fp, positives, negatives]: ThresholdCounts<unknown>,
  maxFpr: number,
  minTpr: number,
): number {
  // Counts times a power of two: integers stay exact, and products of large or small weights in range.
  const [toY, toX] = [powerToUnit(positives), powerToUnit(negatives)];
  const [width, height] = [negatives * toX, positives * toY];
  const maxFp = maxFpr * width;
  const minTp = minTpr * height;
  let area = 0;
  let x0 = 0;
  let y0 = 0;
  for (let k = 0; k < tp.length && x0 < maxFp; k++) {
    let x1 = fp[k]! * toX;
    let y1 = tp[k]! * toY;
    if (x1 > maxFp) {
      y1 = y0 + ((y1 - y0) * (maxFp - x0)) / (x1 - x0);
      x1 = maxFp;
    }
    if (y1 > minTp) {
      // From where the line rises above minTp.
      const from = y0 >= minTp ? x0 : x0 + ((x1 - x0) * (minTp - y0)) / (y1 - y0);
      area += (x1 - from) * ((Math.max(y0, minTp) + y1) / 2 - minTp);
    }
    x0 = x1;
    y0 = y1;
  }
  // Sums round to more than there is.
  return Math.min(area / (width * height), maxFpr * (1 - minTpr));
}
