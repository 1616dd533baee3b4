import type { ThresholdCounts } from '../metrics/threshold-counts';

/** A rule score >= threshold, and what it gives. */
export interface OperatingPoint {
  /** The lowest score that is predicted positive; Infinity where no threshold gives what was asked for. */
  readonly threshold: number;
  /** Share of positives among what is predicted positive; 0 where nothing is. */
  readonly precision: number;
  /** Share of the positives that is predicted so. */
  readonly recall: number;
}

/** The point at which two numbers are largest, the first before the second; of equals the highest threshold. */
export function bestPoint(
  [tp, fp, positives, , thresholds]: ThresholdCounts<unknown>,
  rank: (precision: number, recall: number) => readonly [number, number],
): OperatingPoint {
  let best: OperatingPoint = { threshold: Infinity, precision: 0, recall: 0 };
  let top: readonly [number, number] = [0, 0];
  for (let k = 0; k < tp.length; k++) {
    const [precision, recall] = [tp[k]! / (tp[k]! + fp[k]!), tp[k]! / positives];
    const own = rank(precision, recall);
    if (own[0] < top[0] || (own[0] === top[0] && own[1] <= top[1])) continue;
    top = own;
    best = { threshold: thresholds[k]!, precision, recall };
  }
  return best;
}
