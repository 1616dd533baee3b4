import { readOptions } from '../check';
import { readItems, survivalLabels } from '../core/lists';
import type { NumericArray, SurvivalLabels } from '../core/types';
import { need } from '../errors';
import { type Accumulator, ofSums, type Sums } from '../metrics/accumulator';
import type { Bounded } from './binned-counts';
import { readBins } from './bins';

/** Options of {@link binnedConcordanceAccumulator}. */
export interface BinnedConcordanceOptions {
  /** Rising scores between bins. */
  readonly thresholds: NumericArray;
  /** Rising times between bins. */
  readonly times: NumericArray;
}

/**
 * Harrell's concordance index of data that arrives in parts, in memory for bins of scores and times alone, with bounds: pairs
 * that differ in both are counted rightly, and the index lies where all others are wrong, or all right. Sums of squares tell the pairs
 * of events in one bin of times from an event and itself. Memory and time of a value
 * are those of bins of scores times bins of times.
 *
 * $$
 * \frac{c}{c + d + u} \le C \le \frac{c + u}{c + d + u}, \qquad u \text{ the weight of the pairs in one bin of scores or times}
 * $$
 *
 * Source: Harrell, Califf, Pryor, Lee and Rosati, "Evaluating the yield of medical tests", JAMA 1982.
 *
 * @param options - where the bins end
 * @param saved - what an earlier accumulator's `toJSON` gave, to go on from there with the same options
 * @returns an accumulator; `value()` is the index of the binned data, as `concordanceIndex` counts ties, and the range in which
 * that of the data lies.
 * @throws LossInputError `OUT_OF_RANGE` for bad thresholds or times and what is no such state; from `value` `NO_COMPARABLE_PAIRS`
 *
 * @example
 * ```ts
 * import { binnedConcordanceAccumulator } from '@backdropjs/losses/evaluation';
 * const total = binnedConcordanceAccumulator({ thresholds: [1.5, 2.5], times: [1.5, 2.5] });
 * total.update([3, 1], { time: [1, 2], event: [1, 1] });
 * total.update([2], { time: [3], event: [0] });
 * const { value, low, high } = total.value();
 * if (value !== 2 / 3 || low !== value || high !== value) throw new Error('two pairs of three, all in bins of their own');
 * ```
 */
export function binnedConcordanceAccumulator(
  options: BinnedConcordanceOptions,
  saved?: Sums,
): Accumulator<Bounded, Sums, SurvivalLabels> {
  const fn = 'binnedConcordanceAccumulator';
  const given = readOptions(fn, options, {}, ['thresholds', 'times']);
  // Numbers of bins over [0, 1] mean nothing for times.
  const binsOf = (name: 'thresholds' | 'times') => readBins(fn, name, Object(given[name]));
  const [rows, columns] = [binsOf('times'), binsOf('thresholds')];
  // Censored and events of each bin of scores, and the sum of the squared weights of events.
  const width = 2 * columns.count + 1;
  return ofSums<Bounded, SurvivalLabels>(
    fn,
    [
      (scores, labels, inputs) => {
        const items = readItems({ name: fn, labels: survivalLabels }, scores, labels, inputs);
        const sums = Array<number>(rows.count * width).fill(0);
        for (const [i, score] of items.scores.entries()) {
          const from = rows.binOf(items.time[i]!) * width;
          const [weight, isEvent] = [items.weights[i]!, items.event[i]!];
          sums[from + 2 * columns.binOf(score) + isEvent]! += weight;
          sums[from + width - 1]! += isEvent * weight * weight;
        }
        return sums;
      },
      (sums) => indexOf(fn, sums, width),
      rows.count * width,
      [...rows.key, ...columns.key],
    ],
    saved,
  );
}

/** The index and its bounds, from the weights of censored and events by bin of scores, for each bin of times. */
function indexOf(fn: string, sums: Sums, width: number): Bounded {
  // Of pairs in different bins of times, and within bins of times of an event and a censored item, which counts as later.
  const [across, inside] = [counts(), counts()];
  let unknown = 0;
  const later = new Float64Array((width - 1) / 2);
  for (let from = sums.length - width; from >= 0; from -= width) {
    const cells = sums.slice(from, from + width);
    const squares = cells.pop()!;
    const [censored, events] = [0, 1].map((e) => cells.filter((_, at) => at % 2 === e)) as [
      number[],
      number[],
    ];
    compare(events, later, across);
    compare(events, censored, inside);
    const observed = events.reduce((sum, weight) => sum + weight, 0);
    unknown += Math.max(0, observed ** 2 - squares) / 2;
    for (let s = 0; s < later.length; s++) later[s]! += censored[s]! + events[s]!;
  }
  const comparable = total(across) + total(inside);
  need(total(across) + total(inside), 'NO_COMPARABLE_PAIRS', fn, 'two observations that can be ordered');
  const u = unknown + across.tied + total(inside);
  const all = across.concordant + across.discordant + u;
  const right = across.concordant + inside.concordant + (across.tied + inside.tied) / 2;
  return { value: right / comparable, low: across.concordant / all, high: (across.concordant + u) / all };
}

const counts = () => ({ concordant: 0, discordant: 0, tied: 0 });
type Counts = ReturnType<typeof counts>;
const total = ({ concordant, discordant, tied }: Counts) => concordant + discordant + tied;

/** Adds the pairs of an event and a later item, by bins of their scores. */
function compare(events: readonly number[], later: ArrayLike<number>, sums: Counts): void {
  let all = 0;
  for (let s = 0; s < later.length; s++) all += later[s]!;
  let lower = 0;
  for (const [s, weight] of events.entries()) {
    const tied = later[s]!;
    sums.concordant += weight * lower;
    sums.tied += weight * tied;
    lower += tied;
    sums.discordant += weight * Math.max(0, all - lower);
  }
}
