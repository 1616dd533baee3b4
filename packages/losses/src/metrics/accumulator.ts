import { check, checkFinite, checkLength, notNegative, readOptions, show } from '../check';
import { itemInputs } from '../core/lists';
import type { BinaryLabels, ItemInputs, NumericArray } from '../core/types';
import { refuse } from '../errors';

/**
 * A metric of data that arrives in parts. Parts may be accumulated apart and merged, in any order: the result is that of
 * the metric over all data at once, exact up to the rounding of sums.
 */
export interface Accumulator<Result, State, Labels = BinaryLabels> {
  /** Adds a part; one that holds no item is an error, as in the metric itself, and one with which a sum overflows too. */
  update(scores: NumericArray, labels: Labels, inputs?: ItemInputs): void;
  /** What it computes: accumulators merge only where this is equal. */
  readonly metric: unknown;
  /**
   * Adds what another accumulator of the same metric and options holds; the other is not changed.
   *
   * @throws LossInputError `OUT_OF_RANGE` for an accumulator of anything else
   */
  merge(other: Accumulator<Result, State, Labels>): void;
  /** The metric over everything added so far. Throws what the metric throws. */
  value(): Result;
  /** All that it holds, as plain data to save or send; `JSON.stringify` calls this. */
  toJSON(): State;
}

/** The sums that an accumulator of fixed size keeps. */
export type Sums = readonly number[];

/** A metric computed from sums over the items: how to sum over a part, what to compute, the number of sums, its options. */
export type SumsMetric<Result, Labels = BinaryLabels> = readonly [
  sum: (scores: NumericArray, labels: Labels, inputs?: ItemInputs) => Sums,
  compute: (sums: Sums) => Result,
  size: number,
  options: readonly number[],
];

/** Throws unless both accumulators compute the same. */
export function checkSame(fn: string, own: unknown, other: unknown): void {
  if (own === other) return;
  refuse(
    'OUT_OF_RANGE',
    fn,
    'merges only with one of the same metric and options',
    show((other as { name?: unknown })?.name ?? other),
  );
}

/** An accumulator of sums, which add up when it merges. */
export function ofSums<Result, Labels = BinaryLabels>(
  fn: string,
  [sum, compute, size, options]: SumsMetric<Result, Labels>,
  saved: Sums = Array<number>(size).fill(0),
): Accumulator<Result, Sums, Labels> {
  const metric = `${fn}(${options})`;
  let sums: Sums = [];
  const add = (more: Sums) => {
    checkLength(fn, 'the sums', more, size);
    const totals = checkFinite(fn, 'the sums', more).map((value, at) => {
      check(fn, 'the sums', value, notNegative);
      return value + (sums[at] ?? 0);
    });
    // What overflows would not come back from JSON.
    sums = Array.from(checkFinite(fn, 'the sums', totals));
  };
  add(saved);
  return {
    update: (scores, labels, inputs) => add(sum(scores, labels, readOptions(fn, inputs, {}, itemInputs))),
    metric,
    merge(other) {
      checkSame(fn, metric, other?.metric);
      add(other.toJSON?.());
    },
    value: () => compute(sums),
    toJSON: () => sums.slice(),
  };
}
