import { type Check, check } from '../check';

/** An estimate and an interval for what it estimates. */
export interface Interval {
  /** The estimate. */
  readonly value: number;
  /** Its standard error. */
  readonly standardError: number;
  /** Lower end. */
  readonly low: number;
  /** Upper end. */
  readonly high: number;
}

/** Options of intervals. */
export interface ConfidenceOptions {
  /** Share of intervals that hold the truth, in (0, 1); default 0.95. */
  readonly confidence?: number | undefined;
}

const openUnit: Check = ['in (0, 1)', (value) => typeof value === 'number' && value > 0 && value < 1];

/** The option `confidence` and its default. */
export const confidenceOption = { confidence: [0.95, openUnit] } as const;

export const two: Check = ['2 or more', (count) => (count as number) >= 2];

/** Throws unless there are two items of either label: one has no variance. */
export function checkTwo(fn: string, positives: number, negatives: number): void {
  check(fn, 'the number of items of label 1', positives, two, 'NO_POSITIVES');
  check(fn, 'the number of items of label 0', negatives, two, 'NO_NEGATIVES');
}
