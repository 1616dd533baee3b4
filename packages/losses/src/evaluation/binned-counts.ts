import { check, finite, readOptions } from '../check';
import { binaryLabels, readItems } from '../core/lists';
import { need } from '../errors';
import { type Accumulator, ofSums, type Sums } from '../metrics/accumulator';
import { readBins, type Thresholds } from './bins';

/** Options of accumulators that bin scores. */
export interface BinnedOptions {
  /** Bins of scores: a number of equal ones over [0, 1] (default 1000), or rising thresholds between bins. */
  readonly thresholds?: Thresholds | undefined;
}

/** A metric of binned data, and the range in which that of the data itself lies. */
export interface Bounded {
  /** The metric where scores of one bin are taken for equal. */
  readonly value: number;
  /** The exact metric is not below this, */
  readonly low: number;
  /** nor above this. */
  readonly high: number;
}

/** What a bin counts: the shares of all positives and of all negatives that it holds. */
export type BinShares = readonly [positives: number, negatives: number];

/**
 * An accumulator of the weights of positives and negatives in bins of scores.
 *
 * @param compute - from the shares of each bin, the highest scores first, and the weight of negatives over that of positives
 */
export function ofBins(
  fn: string,
  given: BinnedOptions | undefined,
  saved: Sums | undefined,
  needsNegatives: boolean,
  compute: (bins: readonly BinShares[], odds: number) => Bounded,
): Accumulator<Bounded, Sums> {
  const { thresholds = 1000 } = readOptions<BinnedOptions>(fn, given, {}, ['thresholds']);
  const { count, range, key, binOf } = readBins(fn, 'thresholds', thresholds);
  return ofSums(
    fn,
    [
      (scores, labels, inputs) => {
        const items = readItems({ name: fn, labels: binaryLabels, range }, scores, labels, inputs);
        const sums = Array<number>(2 * count).fill(0);
        for (const [i, score] of items.scores.entries()) {
          sums[2 * binOf(score) + items.labels[i]!]! += items.weights[i]!;
        }
        return sums;
      },
      (sums) => {
        const totals = [0, 0];
        for (const [at, weight] of sums.entries()) totals[at % 2]! += weight;
        const [negatives, positives] = totals as [number, number];
        need(positives, 'NO_POSITIVES', fn, 'an item of label 1');
        if (needsNegatives) need(negatives, 'NO_NEGATIVES', fn, 'an item of label 0');
        check(fn, 'the sum of the weights', positives + negatives, finite, 'NON_FINITE');
        const bins = Array.from(
          { length: count },
          (_, b): BinShares => [
            sums[2 * (count - b) - 1]! / positives,
            negatives && sums[2 * (count - b) - 2]! / negatives,
          ],
        );
        return compute(bins, negatives / positives);
      },
      2 * count,
      key,
    ],
    saved,
  );
}
