import { relevanceColumn } from '../core/columns';
import { fail } from '../core/errors';
import { type Gain, gainOf, idealDcg } from '../core/gain';
import { sort } from '../core/sort';
import type { NumericArray } from '../core/types';
import { finite, scoredItems } from './scored-items';

export interface NdcgInputs {
  /** How many ranks count, an integer from 1; all when not given. May exceed the length of a list. */
  readonly k?: number | undefined;
  /** Gain of a label y: 'linear' y (default, as scikit-learn) or 'exponential' 2^y - 1. */
  readonly gain?: Gain | undefined;
  /** List ids: the mean over the lists with a positive label is returned. One list when not given. */
  readonly groups?: NumericArray | undefined;
  /** 1 or true keeps an item, 0 or false drops it before anything else. */
  readonly mask?: ArrayLike<number | boolean> | undefined;
}

/**
 * Normalized discounted cumulative gain: sum over ranks r of gain / log2(r + 1), over the same sum for the labels sorted
 * downwards. Tied scores share: each gets the mean gain of its tie group, the expectation over random orders. O(n log n).
 * Takes no weights.
 *
 * Source: Jarvelin and Kekalainen, 2002; ties after McSherry and Najork, ECIR 2008. Equal to scikit-learn's `ndcg_score`.
 *
 * @param scores - n finite scores, higher for more relevant
 * @param labels - n relevance labels, 0 or more
 * @throws LossInputError `NO_RELEVANT` when no list has a positive label, `OUT_OF_RANGE` for a bad option, and the codes
 * of invalid input
 *
 * @example
 * ```ts
 * import { ndcg } from '@backdropjs/losses';
 * if (ndcg([3, 2, 1], [2, 1, 0]) !== 1) throw new Error('the ideal order');
 * ```
 */
export function ndcg(scores: NumericArray, labels: NumericArray, inputs: NdcgInputs = {}): number {
  const fn = 'ndcg';
  const { k = Infinity, gain = 'linear' } = inputs;
  const gains = gainOf(fn, gain);
  if (k !== Infinity && !(Number.isInteger(k) && k >= 1)) {
    fail('OUT_OF_RANGE', fn, `k must be an integer from 1, got ${k}`);
  }
  const items = scoredItems(fn, scores, [relevanceColumn(labels)], inputs, ['weights']);
  let sum = 0;
  let lists = 0;
  for (let g = 0; g + 1 < items.starts.length; g++) {
    const part = [items.starts[g]!, items.starts[g + 1]!] as const;
    const relevance = items.labels.subarray(...part);
    const ideal = idealDcg(relevance, gains, k);
    if (ideal === 0) continue;
    sum += dcg(items.scores.subarray(...part), relevance, gains, k) / ideal;
    lists++;
  }
  if (lists === 0) fail('NO_RELEVANT', fn, 'needs a list with a label above 0');
  return finite(fn, sum / lists);
}

function dcg(
  scores: Float64Array,
  labels: Float64Array,
  gains: (label: number) => number,
  k: number,
): number {
  const { order, keys } = sort(scores);
  const n = keys.length;
  let total = 0;
  for (let to = n; to > 0 && n - to < k; ) {
    let from = to;
    let gain = 0;
    let discount = 0;
    while (from > 0 && keys[from - 1] === keys[to - 1]) {
      gain += gains(labels[order[--from]!]!);
      const rank = n - from;
      if (rank <= k) discount += 1 / Math.log2(rank + 1);
    }
    total += (gain / (to - from)) * discount;
    to = from;
  }
  return total;
}
