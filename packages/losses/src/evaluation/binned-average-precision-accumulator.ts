import type { Accumulator, Sums } from '../metrics/accumulator';
import { type BinnedOptions, type Bounded, ofBins } from './binned-counts';

/**
 * Average precision of data that arrives in parts, in memory for bins of scores alone, with bounds: within a bin of P positives
 * and N negatives, after T and F in higher ones, the precision at a positive is at most that of all positives before all negatives,
 * and at least that of all negatives before the positives, however their weights are:
 *
 * $$
 * \int_0^P \frac{T + x}{T + x + F + N}\, dx \;\le\; \sum_{i \in b} w_i P_i \;\le\; P\, \frac{T + P}{T + P + F}
 * $$
 *
 * The value is exact where all scores of a bin are equal; the bounds, which do not know that they are, stay apart: 1000 positives and
 * 1000 negatives in one bin have 0.5 in [0.307, 1]. `averagePrecision` with `scoreAccumulator` is exact, and keeps all scores.
 *
 * @param options - where the bins end
 * @param saved - what an earlier accumulator's `toJSON` gave, to go on from there with the same options
 * @returns an accumulator; `value()` is the average precision of the bins, and the range in which that of the scores lies.
 * @throws LossInputError `OUT_OF_RANGE` for bad thresholds and scores outside [0, 1] without them, and what is no such state;
 * from `value` `NO_POSITIVES`
 *
 * @example
 * ```ts
 * import { binnedAveragePrecisionAccumulator } from '@backdropjs/losses/evaluation';
 * const total = binnedAveragePrecisionAccumulator({ thresholds: 100 });
 * total.update([0.1, 0.4], [0, 0]);
 * total.update([0.8, 0.405], [1, 1]);
 * const { value, low, high } = total.value();
 * if (value !== (1 + 2 / 3) / 2 || high !== 1 || !(low < value)) throw new Error('the second may be above the negative');
 * ```
 */
export function binnedAveragePrecisionAccumulator(
  options?: BinnedOptions,
  saved?: Sums,
): Accumulator<Bounded, Sums> {
  return ofBins('binnedAveragePrecisionAccumulator', options, saved, false, (bins, odds) => {
    let [value, low, high] = [0, 0, 0];
    let [before, wrong] = [0, 0];
    for (const [positives, share] of bins) {
      const negatives = share * odds;
      if (positives) {
        const [hits, all] = [before + positives, wrong + negatives];
        value += positives * (hits / (hits + all));
        low += all ? Math.max(0, positives - all * Math.log1p(positives / (before + all))) : positives;
        high += positives * (hits / (hits + wrong));
      }
      before += positives;
      wrong += negatives;
    }
    return { value: Math.min(1, value), low: Math.min(value, low), high: Math.min(1, Math.max(value, high)) };
  });
}
