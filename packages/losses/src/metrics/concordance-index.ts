import { survivalColumns } from '../core/columns';
import { comparisonOrder } from '../core/comparison-order';
import { fail } from '../core/errors';
import { sort } from '../core/sort';
import type { ItemInputs, NumericArray, SurvivalLabels } from '../core/types';
import { finite, scoredItems } from './scored-items';

export interface ConcordanceIndex {
  /** (concordant + tied / 2) / (concordant + discordant + tied). */
  readonly cIndex: number;
  /** Weights w_i w_j of the comparable pairs with s_i > s_j, s_i < s_j and s_i = s_j; their numbers without weights. */
  readonly concordant: number;
  readonly discordant: number;
  readonly tied: number;
}

/**
 * Harrell's concordance index: the share of comparable pairs that the scores order rightly, ties counting one half. A
 * pair (i, j) is comparable when event i was observed and j was still without event after it: t_i < t_j, or t_i = t_j and
 * j censored. Exact, O(n log n) by a Fenwick tree over the scores.
 *
 * Source: Harrell, Califf, Pryor, Lee and Rosati, "Evaluating the yield of medical tests", JAMA 1982.
 *
 * @param scores - n finite scores: risks, higher for an earlier event
 * @param labels - n observations `{ time, event }`
 * @throws LossInputError `NO_COMPARABLE_PAIRS`, and the codes of invalid input
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
  inputs: ItemInputs = {},
): ConcordanceIndex {
  const fn = 'concordanceIndex';
  const items = scoredItems(fn, scores, survivalColumns(labels), inputs);
  const events = items.columns[1]!;
  const ranks = denseRanks(items.scores);
  // tree[r]: a Fenwick tree over the weights of the later items by rank, from 1.
  const tree = new Float64Array(items.scores.length + 1);
  const below = (rank: number) => {
    let sum = 0;
    for (let r = rank; r > 0; r -= r & -r) sum += tree[r]!;
    return sum;
  };
  const { order, starts } = comparisonOrder(items.labels, events);
  let concordant = 0;
  let discordant = 0;
  let tied = 0;
  let later = 0;
  for (let g = starts.length - 2; g >= 0; g--) {
    const group = order.subarray(starts[g]!, starts[g + 1]!);
    for (const i of events[group[0]!] === 1 ? group : []) {
      const lower = below(ranks[i]! - 1);
      const notHigher = below(ranks[i]!);
      concordant += items.weights[i]! * lower;
      tied += items.weights[i]! * (notHigher - lower);
      discordant += items.weights[i]! * (later - notHigher);
    }
    for (const i of group) {
      later += items.weights[i]!;
      for (let r = ranks[i]!; r < tree.length; r += r & -r) tree[r]! += items.weights[i]!;
    }
  }
  const pairs = finite(fn, concordant + discordant + tied);
  if (pairs === 0) fail('NO_COMPARABLE_PAIRS', fn, 'no two observations can be ordered');
  return { cIndex: (concordant + tied / 2) / pairs, concordant, discordant, tied };
}

/** 1 for the lowest score, one more for each higher one; equal for equal scores. */
function denseRanks(scores: Float64Array): Uint32Array {
  const { order, keys } = sort(scores);
  const ranks = new Uint32Array(order.length);
  let rank = 0;
  for (let k = 0; k < order.length; k++) {
    if (k === 0 || keys[k] !== keys[k - 1]) rank++;
    ranks[order[k]!] = rank;
  }
  return ranks;
}
