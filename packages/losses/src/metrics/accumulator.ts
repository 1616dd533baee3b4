import { checkLength, readOptions } from '../core/checks';
import { itemInputs } from '../core/lists';
import type { ItemInputs, NumericArray } from '../core/types';

/**
 * A metric of data that arrives in parts. Parts may be accumulated apart and merged, in any order: the result is that of
 * the metric over all data at once, exact up to the rounding of sums.
 */
export interface Accumulator<Result, State> {
  /** Adds a part; a part that holds no item is an error, as in the metric itself. */
  update(scores: NumericArray, labels: NumericArray, inputs?: ItemInputs): void;
  /** Adds what another accumulator of the same options holds; the other is not changed. */
  merge(other: Accumulator<Result, State>): void;
  /** The metric over everything added so far. Throws what the metric throws. */
  value(): Result;
  /** All that it holds, as plain data to save or send; `JSON.stringify` calls this. */
  toJSON(): State;
}

/** The sums that an accumulator of fixed size keeps. */
export type Sums = readonly number[];

/** A metric computed from sums over the items: how to sum over a part, what to compute, and the number of sums. */
export type SumsMetric<Result> = readonly [
  sum: (scores: NumericArray, labels: NumericArray, inputs?: ItemInputs) => Sums,
  compute: (sums: Sums) => Result,
  size: number,
];

/** An accumulator of sums, which add up when it merges. */
export function ofSums<Result>(
  fn: string,
  [sum, compute, size]: SumsMetric<Result>,
  saved: Sums = Array<number>(size).fill(0),
): Accumulator<Result, Sums> {
  let sums: Sums = [];
  const add = (more: Sums) => {
    checkLength(fn, 'the sums', more, size);
    sums = more.map((value, at) => value + (sums[at] ?? 0));
  };
  add(saved);
  return {
    update: (scores, labels, inputs) => add(sum(scores, labels, readOptions(fn, inputs, {}, itemInputs))),
    merge: (other) => add(other.toJSON()),
    value: () => compute(sums),
    toJSON: () => sums,
  };
}
