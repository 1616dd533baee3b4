import { type Check, callable, check, finite, oneOf, show } from '../check';
import type { ItemInputs, NumericArray, OnUndefined } from '../core/types';
import { isUndefined, LossInputError, need } from '../errors';

/**
 * A metric of scores and labels, as `rocAuc`, `averagePrecision` or a function of yours that calls one with options. `inputs`
 * holds weights only where the caller gave some. Where it is undefined it throws a `LossInputError`, as those do: NaN is an error.
 */
export type ScoreMetric = (scores: NumericArray, labels: NumericArray, inputs: ItemInputs) => number;

/** The metric of one part of the data: of a group, class, pair of classes, label or row. */
export interface MetricPart<Id> {
  /** Which part. */
  readonly id: Id;
  /** Its metric; NaN where that is undefined and was skipped. */
  readonly value: number;
  /** What the part counts in a weighted mean. */
  readonly weight: number;
}

/** A metric averaged over parts of the data. */
export interface AveragedMetric<Id> {
  /** The average. */
  readonly value: number;
  /** What it is made of, in the order in which the data has them. */
  readonly parts: readonly MetricPart<Id>[];
}

/** Options of every average. */
export interface AverageOptions {
  /**
   * What to do with a part whose metric is undefined, as the AUC of one class: `'throw'`, `'skip'` it, count it as `'zero'`, or
   * let the average be `'nan'`.
   */
  readonly onUndefined?: OnUndefined | undefined;
}

/** The options `average` and `onUndefined` with their defaults. */
export const averageOptions = (onUndefined: OnUndefined, ...averages: readonly string[]) =>
  ({
    average: ['macro' as never, oneOf('macro', 'weighted', ...averages)],
    onUndefined: [onUndefined, oneOf('throw', 'skip', 'zero', 'nan')],
  }) as const;

const number: Check = ['a number', (value) => typeof value === 'number'];

/** Throws unless there is a metric to call. */
export function checkMetric(fn: string, metric: unknown): void {
  check(fn, 'metric', metric, callable);
}

/** Calls a metric, with weights where there are any. */
export function measure(
  fn: string,
  metric: ScoreMetric,
  scores: Float64Array,
  labels: Float64Array,
  weights: Float64Array | undefined,
): number {
  const value = metric(scores, labels, weights ? { weights } : {});
  check(fn, 'what the metric returns', value, number);
  return value;
}

/** Collects the metric of one part after the other. */
export interface Average<Id> {
  add(id: Id, weight: number, compute: () => number): void;
  /** Their mean; the error of the last part where none counts. */
  result(): AveragedMetric<Id>;
}

/**
 * The mean of metrics of parts, plain or by their weights.
 *
 * @param fn - who averages, for messages
 * @param kind - what a part is, for messages
 */
export function averageOf<Id>(
  fn: string,
  kind: string,
  onUndefined: OnUndefined,
  isWeighted: boolean,
): Average<Id> {
  const parts: MetricPart<Id>[] = [];
  let sum = 0;
  let total = 0;
  let skipped: unknown;
  return {
    add(own, weight, compute) {
      let value = NaN;
      let counts = true;
      const id = show(own);
      try {
        value = compute();
        // Of an average within this one NaN may be what was asked for.
        check(fn, `the metric of ${kind} ${id}`, value, [
          number[0],
          (v) => !Number.isNaN(v) || onUndefined === 'nan',
        ]);
      } catch (error) {
        if (!isUndefined(error)) throw error;
        // Of which part the metric, which sees no other, cannot say.
        skipped = new LossInputError(error.code, `${error.message}; of ${kind} ${id}, see onUndefined`);
        if (onUndefined === 'throw') throw skipped;
        if (onUndefined === 'zero') value = 0;
        counts = onUndefined !== 'skip';
      }
      parts.push({ id: own, value, weight });
      const share = Number(counts) && (isWeighted ? weight : 1);
      // NaN counts without weight too.
      if (share || (counts && Number.isNaN(value))) sum += share * value;
      total += share;
    },
    result() {
      if (Number.isNaN(sum)) return { value: NaN, parts };
      if (!total && skipped) throw skipped;
      need(total, 'EMPTY', fn, `a ${kind} of some weight`);
      check(fn, 'the sum of the weights', total, finite, 'NON_FINITE');
      return { value: sum / total, parts };
    },
  };
}
