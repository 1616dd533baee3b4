import { fail } from '../core/errors';
import type { ItemInputs, NumericArray } from '../core/types';
import {
  addToBins,
  type CalibrationError,
  type CalibrationOptions,
  emptyBins,
  errorOfBins,
} from './calibration-error';
import { checkFBeta, countAtThreshold, type FBetaOptions, fOfCounts } from './f-beta';

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

function ofSums<Result>(
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

/**
 * {@link calibrationError} of data that arrives in parts, in memory for the bins alone.
 *
 * @param saved - what an earlier accumulator's `toJSON` gave, to go on from there
 *
 * @example
 * ```ts
 * import { calibrationErrorAccumulator } from '@backdropjs/losses';
 * const total = calibrationErrorAccumulator({ bins: 10 });
 * total.update([0.75, 0.75], [1, 1]);
 * const other = calibrationErrorAccumulator({ bins: 10 });
 * other.update([0.75, 0.75], [1, 0]);
 * total.merge(other);
 * if (total.value().ece !== 0) throw new Error('three of four');
 * ```
 */
export function calibrationErrorAccumulator(
  options: CalibrationOptions = {},
  saved?: Sums,
): Accumulator<CalibrationError, Sums> {
  const fn = 'calibrationErrorAccumulator';
  const bins = emptyBins(fn, options);
  return ofSums(
    fn,
    { ...bins },
    saved,
    (scores, labels, inputs) => addToBins(fn, bins, scores, labels, inputs),
    () => errorOfBins(fn, bins),
  );
}

/**
 * {@link fBeta} of data that arrives in parts, in memory for three counts.
 *
 * @param saved - what an earlier accumulator's `toJSON` gave, to go on from there
 *
 * @example
 * ```ts
 * import { fBetaAccumulator } from '@backdropjs/losses';
 * const total = fBetaAccumulator({ threshold: 0.5 });
 * total.update([0.9, 0.8], [1, 0]);
 * total.update([0.1], [1]);
 * if (total.value() !== 0.5) throw new Error('one hit, one false alarm, one miss');
 * ```
 */
export function fBetaAccumulator(options: FBetaOptions, saved?: Sums): Accumulator<number, Sums> {
  const fn = 'fBetaAccumulator';
  const { threshold, beta } = checkFBeta(fn, options);
  const counts = new Float64Array(3);
  return ofSums(
    fn,
    { counts },
    saved,
    (scores, labels, inputs) => {
      const part = countAtThreshold(fn, scores, labels, inputs, threshold);
      for (const [k, count] of [part.tp, part.fp, part.fn].entries()) counts[k]! += count;
    },
    () => fOfCounts(fn, { tp: counts[0]!, fp: counts[1]!, fn: counts[2]! }, beta),
  );
}

/** The items that a {@link scoreAccumulator} holds. */
export interface ScoredItems {
  readonly scores: readonly number[];
  readonly labels: readonly number[];
  readonly weights: readonly number[];
}

/**
 * Any metric of scores and labels over data that arrives in parts: keeps the items, since a metric of the order of all
 * scores, as {@link rocAuc}, has no smaller exact state.
 *
 * @param metric - computes the result from all items
 * @param saved - what an earlier accumulator's `toJSON` gave, to go on from there
 *
 * @example
 * ```ts
 * import { rocAuc, scoreAccumulator } from '@backdropjs/losses';
 * const total = scoreAccumulator(rocAuc);
 * total.update([0.1, 0.9], [0, 1]);
 * total.update([0.95], [0]);
 * if (total.value() !== 0.5) throw new Error('one pair of two, though no part alone says so');
 * ```
 */
export function scoreAccumulator<Result>(
  metric: (scores: NumericArray, labels: NumericArray, inputs: ItemInputs) => Result,
  saved: ScoredItems = { scores: [], labels: [], weights: [] },
): Accumulator<Result, ScoredItems> {
  const fn = 'scoreAccumulator';
  const items = { scores: [] as number[], labels: [] as number[], weights: [] as number[] };
  const add = (scores: NumericArray, labels: NumericArray, { weights, mask }: ItemInputs) => {
    for (const [name, values] of Object.entries({ labels, weights, mask })) {
      if (values && values.length !== scores.length) {
        fail('LENGTH_MISMATCH', fn, `${name} must have ${scores.length} entries, got ${values.length}`);
      }
    }
    for (let i = 0; i < scores.length; i++) {
      if (mask && Number(mask[i]) === 0) continue;
      items.scores.push(scores[i]!);
      items.labels.push(labels[i]!);
      items.weights.push(weights ? weights[i]! : 1);
    }
  };
  add(saved.scores, saved.labels, saved);
  return {
    update: (scores, labels, inputs = {}) => add(scores, labels, inputs),
    merge(other) {
      const { scores, labels, weights } = other.toJSON();
      add(scores, labels, { weights });
    },
    value: () => metric(items.scores, items.labels, { weights: items.weights }),
    toJSON: () => ({ scores: [...items.scores], labels: [...items.labels], weights: [...items.weights] }),
  };
}
