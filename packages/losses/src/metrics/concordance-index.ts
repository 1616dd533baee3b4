import { check, positive, readOptions } from '../check';
import { comparisonOrder } from '../core/comparison-order';
import { itemInputs, readItems, survivalLabels } from '../core/lists';
import { sort } from '../core/sort';
import type { ItemInputs, NumericArray, SurvivalLabels } from '../core/types';
import { need } from '../errors';

/** The concordance index and the pairs that it counts. */
export interface ConcordanceIndex {
  /** (concordant + tied / 2) / (concordant + discordant + tied). */
  readonly cIndex: number;
  /** Weights w_i w_j of the comparable pairs with s_i > s_j, s_i < s_j and s_i = s_j; their numbers without weights. */
  readonly concordant: number;
  /** Pairs in the wrong order. */
  readonly discordant: number;
  /** Pairs of equal scores. */
  readonly tied: number;
}

/**
 * Harrell's concordance index: the share of comparable pairs that the scores order rightly, ties counting one half. A
 * pair (i, j) is comparable when event i was observed and j was still without event after it: t_i < t_j, or t_i = t_j and
 * j censored. Exact, O(n log n) by a tree of sums over the scores. Products of two weights, and their sum over all
 * comparable pairs, must stay in the range of float64, 1e-307 to 1e308.
 *
 * $$
 * C = \frac{\text{concordant} + \text{tied} / 2}{\text{concordant} + \text{discordant} + \text{tied}}
 * $$
 *
 * Source: Harrell, Califf, Pryor, Lee and Rosati, "Evaluating the yield of medical tests", JAMA 1982.
 *
 * @param scores - n finite scores: risks, higher for an earlier event
 * @param labels - n observations `{ time, event }`
 * @param inputs - weights and mask of the items.
 * @returns the index in [0, 1] and the (weighted) numbers of pairs.
 * @throws LossInputError `NO_COMPARABLE_PAIRS`, `NON_FINITE` where the sum over pairs overflows or underflows to 0, and the
 * codes of invalid input
 *
 * @example
 * ```ts
 * import { concordanceIndex } from '@backdropjs/losses';
 * const { cIndex } = concordanceIndex([3, 1, 2], { time: [1, 2, 3], event: [1, 1, 0] });
 * if (cIndex !== 2 / 3) throw new Error('two pairs of three');
 * ```
 */
export function concordanceIndex(
  scores: NumericArray,
  labels: SurvivalLabels,
  inputs?: ItemInputs,
): ConcordanceIndex {
  const fn = 'concordanceIndex';
  const checked = readOptions(fn, inputs, {}, itemInputs);
  const spec = { name: fn, labels: survivalLabels };
  const { scores: own, weights, time, event } = readItems(spec, scores, labels, checked);
  // 0 for the lowest score, one more for each higher one; equal for equal scores.
  const ranks = new Uint32Array(own.length);
  const [byScore, keys] = sort(own);
  let rank = 0;
  for (let k = 0; k < keys.length; k++) {
    if (k && keys[k] !== keys[k - 1]) rank++;
    ranks[byScore[k]!] = rank;
  }
  // A binary tree over the weights of the later items by rank: node p is the sum of nodes 2p and 2p + 1. What is lower, tied
  // and higher are sums of their own, not differences of sums, which would leave ties where there are none.
  const leaves = 2 ** Math.ceil(Math.log2(own.length));
  const tree = new Float64Array(2 * leaves);
  const [order, starts] = comparisonOrder(time, event);
  let concordant = 0;
  let discordant = 0;
  let tied = 0;
  let later = 0;
  let comparable = 0;
  for (let g = starts.length - 2; g >= 0; g--) {
    for (let k = starts[g]!; k < starts[g + 1]!; k++) {
      const i = order[k]!;
      if (!event[i]) break;
      comparable += later;
      let lower = 0;
      let higher = 0;
      for (let p = leaves + ranks[i]!; p > 1; p >>= 1) {
        // A factor of 0 or 1 where a branch would be a coin toss.
        const isRight = p & 1;
        const sibling = tree[p ^ 1]!;
        lower += isRight * sibling;
        higher += (1 - isRight) * sibling;
      }
      concordant += weights[i]! * lower;
      tied += weights[i]! * tree[leaves + ranks[i]!]!;
      discordant += weights[i]! * higher;
    }
    for (let k = starts[g]!; k < starts[g + 1]!; k++) {
      const i = order[k]!;
      later += weights[i]!;
      for (let p = leaves + ranks[i]!; p > 0; p >>= 1) tree[p]! += weights[i]!;
    }
  }
  const pairs = concordant + discordant + tied;
  need(comparable, 'NO_COMPARABLE_PAIRS', fn, 'two observations that can be ordered');
  check(fn, 'the sum over pairs', pairs, positive, 'NON_FINITE');
  return { cIndex: (concordant + tied / 2) / pairs, concordant, discordant, tied };
}
