import { integer } from '../check';
import type { BinaryLabels, NumericArray } from '../core/types';
import { thresholdCounts } from '../metrics/threshold-counts';

/** What {@link reciprocalRank} and {@link hitRateAtK} take besides scores and labels. */
export interface TopKInputs {
  /** How many of the highest scores count, an integer from 1; all when not given. May exceed the number of items. */
  readonly k?: number | undefined;
  /** 1 or true keeps an item, 0 or false drops it before anything else. */
  readonly mask?: ArrayLike<number | boolean> | undefined;
}

/** Options and inputs of both. */
export const topK = [{ k: [2 ** 53, integer(1, 2 ** 53)] }, ['mask']] as const;

/**
 * Reciprocal rank: one over the rank of the first positive in falling order of scores, 0 where it is not among the first k; over
 * several lists, with {@link byGroup}, MRR. Positives that tie count by expectation over random orders. O(n log n). Takes no
 * weights.
 *
 * $$
 * \text{RR} = \frac{1}{\min \{ r : y_{(r)} = 1 \}}
 * $$
 *
 * Source: Voorhees, "The TREC-8 question answering track report", TREC 1999.
 *
 * @param scores - n finite scores, higher for label 1
 * @param labels - n labels, 0 or 1
 * @param inputs - k, and the mask of the items.
 * @returns a number in [0, 1].
 * @throws LossInputError `NO_POSITIVES`, `OUT_OF_RANGE` for k, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { reciprocalRank } from '@backdropjs/losses/evaluation';
 * if (reciprocalRank([3, 2, 1], [0, 1, 1]) !== 0.5) throw new Error('the first is at rank two');
 * if (reciprocalRank([1, 1], [0, 1]) !== 0.75) throw new Error('at rank one or two, as likely');
 * ```
 */
export function reciprocalRank(scores: NumericArray, labels: BinaryLabels, inputs?: TopKInputs): number {
  const counts = thresholdCounts('reciprocalRank', scores, labels, inputs, false, ...topK);
  const [tp, fp, , , , { k }] = counts;
  const at = tp.findIndex((hits) => hits > 0);
  const above = fp[at - 1] ?? 0;
  const hits = tp[at]!;
  const tied = hits + fp[at]! - above;
  // That the first of so many positives among the tied is at place r of these.
  let chance = hits / tied;
  let sum = 0;
  for (let r = 1; chance > 0 && above + r <= k; r++) {
    sum += chance / (above + r);
    chance *= (tied - r - hits + 1) / (tied - r);
  }
  return Math.min(1, sum);
}
