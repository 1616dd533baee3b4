import type { Accumulator, Sums } from '../metrics/accumulator';
import { type BinnedOptions, type Bounded, ofBins } from './binned-counts';

/**
 * ROC AUC of data that arrives in parts, in memory for bins of scores alone, with a bound of the error: pairs in different bins
 * are counted rightly, of those in one bin half. Exact where all scores of a bin are equal; `rocAuc` with `scoreAccumulator` is
 * exact, and keeps all scores.
 *
 * $$
 * \text{AUC} = \sum_b \frac{P_b}{P} \Big(\sum_{b' < b} \frac{N_{b'}}{N} + \frac{N_b}{2N}\Big) \pm \frac{1}{2} \sum_b \frac{P_b N_b}{P N}
 * $$
 *
 * @param options - where the bins end
 * @param saved - what an earlier accumulator's `toJSON` gave, to go on from there with the same options
 * @returns an accumulator; `value()` is the AUC of the bins, and the range in which that of the scores lies.
 * @throws LossInputError `OUT_OF_RANGE` for bad thresholds and scores outside [0, 1] without them, and what is no such state;
 * from `value` `NO_POSITIVES` and `NO_NEGATIVES`
 *
 * @example
 * ```ts
 * import { binnedRocAucAccumulator } from '@backdropjs/losses/evaluation';
 * const total = binnedRocAucAccumulator({ thresholds: 100 });
 * total.update([0.1, 0.4, 0.405], [0, 0, 1]);
 * total.update([0.8], [1]);
 * const { value, low, high } = total.value();
 * if (value !== 0.875 || low !== 0.75 || high !== 1) throw new Error('one pair of four shares a bin');
 * ```
 */
export function binnedRocAucAccumulator(options?: BinnedOptions, saved?: Sums): Accumulator<Bounded, Sums> {
  return ofBins('binnedRocAucAccumulator', options, saved, true, (bins) => {
    let low = 0;
    let unknown = 0;
    let below = 1;
    for (const [positives, negatives] of bins) {
      below -= negatives;
      low += positives * Math.max(0, below);
      unknown += positives * negatives;
    }
    const high = Math.min(1, low + unknown);
    return { value: (low + high) / 2, low, high };
  });
}
