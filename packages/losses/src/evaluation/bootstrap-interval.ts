import { uniforms } from '../batches/shuffle';
import { check, finite, integer, oneOf, readOptions } from '../check';
import { listInputs, mapLists } from '../core/lists';
import { gather, sort } from '../core/sort';
import type { GroupIds, ItemInputs, NumericArray } from '../core/types';
import { isUndefined, need } from '../errors';
import { checkMetric, measure } from './averaged';
import { type ConfidenceOptions, confidenceOption, type Interval, two } from './interval';
import { anyLabels } from './items';

/** What {@link bootstrapInterval} takes besides scores and labels. */
export interface BootstrapInputs extends ItemInputs, ConfidenceOptions {
  /** A finite number: the same one draws the same samples, on every engine. */
  readonly seed: number;
  /** Samples drawn, an integer from 2; default 1000. */
  readonly resamples?: number | undefined;
  /** The group of each item, as a patient or a query: whole groups are drawn, since their items are not independent. */
  readonly groups?: GroupIds | undefined;
  /** What to do with a sample whose metric is undefined; default 'throw'. 'skip' leaves it out, and `skipped` counts it. */
  readonly onUndefined?: 'throw' | 'skip' | undefined;
}

/** A bootstrap interval. */
export interface BootstrapInterval extends Interval {
  /** Samples left out since their metric is undefined. */
  readonly skipped: number;
}

/** A metric as `rocAuc`; one of lists also gets the group that each item was drawn with. */
export type BootstrapMetric = (
  scores: NumericArray,
  labels: NumericArray,
  inputs: ItemInputs,
  groups: NumericArray,
) => number;

/**
 * A metric with a confidence interval from samples drawn with replacement, of items or of whole groups: quantiles of the metric
 * over these (the percentile bootstrap), and their standard deviation as standard error. For any metric, and for items that are
 * not independent; for the AUC of independent ones {@link rocAucInterval} is exact in its variance and a thousand times as
 * fast. A group that is drawn twice counts as two: the metric's fourth argument tells them apart.
 *
 * $$
 * [Q_{\alpha / 2},\, Q_{1 - \alpha / 2}] \text{ of } m(D^*_1), \ldots, m(D^*_B)
 * $$
 *
 * Source: Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 1979; whole groups: Davison and
 * Hinkley, "Bootstrap methods and their application", 1997, section 3.8. Quantiles interpolate as NumPy's.
 *
 * @param metric - of scores, labels, weights, and the ids of the groups as drawn
 * @param scores - n finite scores
 * @param labels - n labels that the metric takes
 * @param inputs - seed, number of samples, confidence, groups, weights and mask of the items.
 * @returns the metric of the data, standard error, ends of the interval, and how many samples had none.
 * @throws LossInputError what the metric throws, `OUT_OF_RANGE` for a bad option, `EMPTY` for fewer than two items or groups, which
 * have no spread, and where fewer than two samples are left, `NON_FINITE` for a metric that is, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { rocAuc } from '@backdropjs/losses';
 * import { bootstrapInterval } from '@backdropjs/losses/evaluation';
 * const scores = Array.from({ length: 60 }, (_, i) => (i * 37) % 60);
 * const labels = scores.map((s, i) => Number(s + (i % 7) * 6 > 45));
 * const auc = bootstrapInterval(rocAuc, scores, labels, { seed: 1, resamples: 200 });
 * if (!(auc.low < auc.value && auc.value < auc.high)) throw new Error('the estimate is inside');
 * ```
 */
export function bootstrapInterval(
  metric: BootstrapMetric,
  scores: NumericArray,
  labels: ArrayLike<number | boolean>,
  inputs: BootstrapInputs,
): BootstrapInterval {
  const fn = 'bootstrapInterval';
  checkMetric(fn, metric);
  const options = readOptions<BootstrapInputs, 'seed' | 'resamples' | 'confidence' | 'onUndefined'>(
    fn,
    inputs,
    {
      seed: [undefined, finite],
      resamples: [1000, integer(2, 1e7)],
      ...confidenceOption,
      onUndefined: ['throw', oneOf('throw', 'skip')],
    },
    listInputs,
  );
  const { seed, resamples, confidence, onUndefined, weights: given } = options;
  // Units that are drawn: ranges of items that lie together.
  const [all, starts] = readUnits(fn, scores, labels, options);
  const units = starts.length - 1;
  check(fn, 'the number of items or groups', units, two, 'EMPTY');
  const of = (units: readonly number[]) => {
    const order: number[] = [];
    const groups: number[] = [];
    for (const [g, unit] of units.entries()) {
      for (let i = starts[unit]!; i < starts[unit + 1]!; i++) {
        order.push(i);
        groups.push(g);
      }
    }
    const at = Uint32Array.from(order);
    const [s, y, w] = all.map((values) => gather(values, at));
    const value = measure(fn, (...list) => metric(...list, groups), s!, y!, given && w);
    check(fn, 'what the metric returns', value, finite, 'NON_FINITE');
    return value;
  };
  const value = of(Array.from({ length: units }, (_, u) => u));
  const values: number[] = [];
  for (let b = 0; b < resamples; b++) {
    const next = uniforms(seed, b);
    try {
      values.push(of(Array.from({ length: units }, () => Math.floor(next() * units))));
    } catch (error) {
      if (onUndefined === 'throw' || !isUndefined(error)) throw error;
    }
  }
  need(Number(values.length > 1), 'EMPTY', fn, 'two samples with a metric');
  const sorted = sort(Float64Array.from(values))[1];
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const square = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return {
    value,
    standardError: Math.sqrt(square / (values.length - 1)),
    low: quantile(sorted, (1 - confidence) / 2),
    high: quantile(sorted, (1 + confidence) / 2),
    skipped: resamples - values.length,
  };
}

/** Scores, labels and weights group by group, and where each group starts, and the end; without groups each item is one. */
function readUnits(
  fn: string,
  scores: NumericArray,
  labels: ArrayLike<number | boolean>,
  options: BootstrapInputs,
): [values: Float64Array[], starts: number[]] {
  const values: [number[], number[], number[]] = [[], [], []];
  const starts = [0];
  mapLists({ name: fn, labels: anyLabels }, scores, labels, options, (items) => {
    for (const [i, score] of items.scores.entries()) {
      values[0].push(score);
      values[1].push(items.labels[i]!);
      values[2].push(items.weights[i]!);
      if (options.groups === undefined) starts.push(values[0].length);
    }
    if (options.groups !== undefined) starts.push(values[0].length);
  });
  return [values.map((list) => Float64Array.from(list)), starts];
}

/** The quantile of sorted numbers, linear between them. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const from = Math.floor(at);
  const [low, high] = [sorted[from]!, sorted[Math.min(from + 1, sorted.length - 1)]!];
  return low + (at - from) * (high - low);
}
