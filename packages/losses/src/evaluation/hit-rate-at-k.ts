import type { BinaryLabels, NumericArray } from '../core/types';
import { thresholdCounts } from '../metrics/threshold-counts';
import { type TopKInputs, topK } from './reciprocal-rank';

/** What {@link hitRateAtK} takes besides scores and labels. */
export type HitRateInputs = TopKInputs & {
  /** How many of the highest scores count, an integer from 1. May exceed the number of items. */
  readonly k: number;
};

/**
 * Hit rate at k (success at k): whether a positive is among the k highest scores, 1 or 0; over several lists, with
 * {@link byGroup}, the share of lists with a hit. A tie that k cuts counts by expectation over random orders. O(n log n). Takes
 * no weights.
 *
 * $$
 * \Big[\sum_{r \le k} y_{(r)} > 0\Big]
 * $$
 *
 * Source: Deshpande and Karypis, "Item-based top-N recommendation algorithms", ACM TOIS 2004, section 5.
 *
 * @param scores - n finite scores, higher for label 1
 * @param labels - n labels, 0 or 1
 * @param inputs - k, and the mask of the items.
 * @returns a number in [0, 1].
 * @throws LossInputError `NO_POSITIVES`, `OUT_OF_RANGE` for k, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { hitRateAtK } from '@backdropjs/losses/evaluation';
 * if (hitRateAtK([3, 2, 1], [0, 1, 1], { k: 1 }) !== 0) throw new Error('the first is none');
 * if (hitRateAtK([1, 1, 1], [0, 1, 0], { k: 2 }) !== 1 - 1 / 3) throw new Error('two draws of three');
 * ```
 */
export function hitRateAtK(scores: NumericArray, labels: BinaryLabels, inputs: HitRateInputs): number {
  const known = { k: [undefined, topK[0].k[1]] } as const;
  const [tp, fp, , , , { k }] = thresholdCounts('hitRateAtK', scores, labels, inputs, false, known, topK[1]);
  const at = tp.findIndex((hits) => hits > 0);
  const above = fp[at - 1] ?? 0;
  const misses = fp[at]! - above;
  // That none of the draws from the ties with the first positive is one.
  let miss = 1;
  for (let r = 0; r < k - above && miss > 0; r++) {
    miss *= Math.max(0, misses - r) / (misses + tp[at]! - r);
  }
  return 1 - miss;
}
