import { fail } from '../core/errors';
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

/** Sums that an accumulator of fixed size keeps, one number a name and bin. */
export type Sums = Readonly<Record<string, readonly number[]>>;

/** An accumulator of named sums, which add up when it merges. */
export function ofSums<Result>(
  fn: string,
  state: Record<string, Float64Array>,
  saved: Sums | undefined,
  update: (scores: NumericArray, labels: NumericArray, inputs: ItemInputs) => void,
  value: () => Result,
): Accumulator<Result, Sums> {
  const add = (sums: Sums) => {
    for (const [name, own] of Object.entries(state)) {
      const more = sums[name];
      if (more?.length !== own.length) {
        fail(
          'LENGTH_MISMATCH',
          fn,
          `${name} must have ${own.length} entries as the options ask, got ${more?.length}`,
        );
      }
      for (let i = 0; i < own.length; i++) own[i]! += more[i]!;
    }
  };
  if (saved) add(saved);
  return {
    update: (scores, labels, inputs = {}) => update(scores, labels, inputs),
    merge: (other) => add(other.toJSON()),
    value,
    toJSON: () => Object.fromEntries(Object.entries(state).map(([name, own]) => [name, [...own]])),
  };
}
