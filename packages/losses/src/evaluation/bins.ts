import { type Check, check, checkLength, integer, lengthOf, unit } from '../check';
import type { NumericArray } from '../core/types';

/** Where bins of scores end: a number of bins of equal width over [0, 1], or the rising thresholds between bins. */
export type Thresholds = number | NumericArray;

/** Bins of numbers. */
export interface Bins {
  readonly count: number;
  /** What numbers must be besides finite. */
  readonly range: Check | undefined;
  /** What tells these bins from others: their number and, unless they are of equal width, the thresholds. */
  readonly key: readonly number[];
  binOf(value: number): number;
}

const rising: Check = [
  'finite numbers, each above the one before it',
  (list) => {
    const all = list as NumericArray;
    let k = 0;
    while (Number.isFinite(all[k]) && !(k && all[k - 1]! >= all[k]!)) k++;
    return k > 0 && k === all.length;
  },
];

/** Reads an option that says where bins end. */
export function readBins(fn: string, name: string, thresholds: Thresholds): Bins {
  if (typeof thresholds === 'number') {
    check(fn, name, thresholds, integer(1, 1e6));
    const binOf = (p: number) => Math.min(Math.floor(p * thresholds), thresholds - 1);
    return { count: thresholds, range: unit, key: [thresholds], binOf };
  }
  check(fn, name, thresholds, ['an array', () => Object(thresholds) === thresholds]);
  checkLength(fn, name, thresholds, lengthOf(thresholds));
  check(fn, name, thresholds, rising);
  const ends = Float64Array.from(thresholds);
  return {
    count: ends.length + 1,
    range: undefined,
    key: [ends.length + 1, ...ends],
    /** How many thresholds are not above it. */
    binOf(value) {
      let [low, high] = [0, ends.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (ends[middle]! <= value) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}
