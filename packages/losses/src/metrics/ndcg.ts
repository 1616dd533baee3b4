import { check, finite, integer, readOptions } from '../check';
import { type Gain, gainOption, gainsOf, idealDcg } from '../core/gain';
import { mapLists, needItems, relevanceLabels } from '../core/lists';
import { sort } from '../core/sort';
import type { GroupIds, NumericArray } from '../core/types';
import { need } from '../errors';

/** What {@link ndcg} takes besides scores and relevances. */
export interface NdcgInputs {
  /** How many ranks count, an integer from 1; all when not given. May exceed the length of a list. */
  readonly k?: number | undefined;
  /** Gain of a label y: 'linear' y (default, as scikit-learn) or 'exponential' 2^y - 1. */
  readonly gain?: Gain | undefined;
  /** List ids: the mean over the lists with a positive label is returned. One list when not given. */
  readonly groups?: GroupIds | undefined;
  /** 1 or true keeps an item, 0 or false drops it before anything else. */
  readonly mask?: ArrayLike<number | boolean> | undefined;
}

/**
 * Normalized discounted cumulative gain: sum over ranks r of gain / log2(r + 1), over the same sum for the labels sorted
 * downwards. Tied scores share: each gets the mean gain of its tie group, the expectation over random orders. O(n log n).
 * Takes no weights.
 *
 * $$
 * \text{NDCG} = \frac{1}{\text{IDCG}} \sum_{r \le k} \frac{g_{(r)}}{\log_2(r + 1)}
 * $$
 *
 * Source: Jarvelin and Kekalainen, 2002; ties after McSherry and Najork, ECIR 2008. Equal to scikit-learn's `ndcg_score`.
 *
 * @param scores - n finite scores, higher for more relevant
 * @param labels - n relevance labels, 0 or more
 * @param inputs - how many ranks count, the gain, mask and lists of the items.
 * @returns a number in [0, 1]; with groups the mean over lists.
 * @throws LossInputError `NO_RELEVANT` when no list has a positive label, `OUT_OF_RANGE` for a bad option, and the codes
 * of invalid input
 *
 * @example
 * ```ts
 * import { ndcg } from '@backdropjs/losses';
 * if (ndcg([3, 2, 1], [2, 1, 0]) !== 1) throw new Error('the ideal order');
 * ```
 */
export function ndcg(scores: NumericArray, labels: NumericArray, inputs?: NdcgInputs): number {
  const fn = 'ndcg';
  const options = readOptions(fn, inputs, { k: [2 ** 53, integer(1, 2 ** 53)], gain: gainOption('linear') }, [
    'mask',
    'groups',
  ]);
  const { k, gain } = options;
  let sum = 0;
  let lists = 0;
  mapLists({ name: fn, labels: relevanceLabels }, scores, labels, options, (items) => {
    needItems(fn, items);
    const gains = gainsOf(gain, items.labels);
    const ideal = idealDcg(gains, k);
    if (ideal === 0) return;
    // Both round, each in its own order.
    sum += Math.min(1, dcg(items.scores, gains, k) / ideal);
    lists++;
  });
  need(lists, 'NO_RELEVANT', fn, 'a list with a label above 0');
  check(fn, 'the result', sum, finite, 'NON_FINITE');
  return sum / lists;
}

function dcg(scores: Float64Array, gains: Float64Array, k: number): number {
  const [order, keys] = sort(scores);
  const n = keys.length;
  let total = 0;
  let tied = 0;
  let discount = 0;
  for (let rank = 1, first = 1; rank <= n && first <= k; rank++) {
    tied += gains[order[n - rank]!]!;
    if (rank <= k) discount += 1 / Math.log2(rank + 1);
    if (rank < n && keys[n - rank] === keys[n - rank - 1]) continue;
    total += (tied / (rank + 1 - first)) * discount;
    tied = 0;
    discount = 0;
    first = rank + 1;
  }
  return total;
}
