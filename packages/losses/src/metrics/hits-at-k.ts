import { binaryColumn } from '../core/columns';
import { fail } from '../core/errors';
import { sort } from '../core/sort';
import type { NumericArray } from '../core/types';
import { scoredItems } from './scored-items';

export interface AtKInputs {
  /** How many of the highest scores count: an integer from 1 to the number of items. */
  readonly k: number;
  /** 1 or true keeps an item, 0 or false drops it before anything else. */
  readonly mask?: ArrayLike<number | boolean> | undefined;
}

/** Expected number of positives among the k highest scores, tied items in uniformly random order; and of all positives. */
export function hitsAtK(fn: string, scores: NumericArray, labels: NumericArray, inputs: AtKInputs) {
  const items = scoredItems(fn, scores, [binaryColumn(labels)], inputs, ['groups', 'weights']);
  const n = items.scores.length;
  const { k } = inputs;
  if (!(Number.isInteger(k) && k >= 1 && k <= n)) {
    fail('OUT_OF_RANGE', fn, `k must be an integer from 1 to the number of items, ${n}, got ${k}`);
  }
  const positives = items.labels.reduce((sum, label) => sum + label, 0);
  if (positives === 0) fail('NO_POSITIVES', fn, 'needs an item of label 1');
  const { order, keys } = sort(items.scores);
  let hits = 0;
  for (let to = n; to > n - k; ) {
    let from = to;
    let tied = 0;
    while (from > 0 && keys[from - 1] === keys[to - 1]) tied += items.labels[order[--from]!]!;
    hits += tied * Math.min(1, (to - (n - k)) / (to - from));
    to = from;
  }
  return { hits, positives };
}
