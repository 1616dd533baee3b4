import { fail } from '../core/errors';
import type { ItemInputs, NumericArray } from '../core/types';
import type { Accumulator } from './accumulator';

/** The items that a {@link scoreAccumulator} holds. */
export interface ScoredItems {
  readonly scores: readonly number[];
  readonly labels: readonly number[];
  readonly weights: readonly number[];
}

/**
 * Any metric of scores and labels over data that arrives in parts: keeps the items, since a metric of the order of all
 * scores, as {@link rocAuc}, has no smaller exact state.
 *
 * @param metric - computes the result from all items
 * @param saved - what an earlier accumulator's `toJSON` gave, to go on from there
 *
 * @example
 * ```ts
 * import { rocAuc, scoreAccumulator } from '@backdropjs/losses';
 * const total = scoreAccumulator(rocAuc);
 * total.update([0.1, 0.9], [0, 1]);
 * total.update([0.95], [0]);
 * if (total.value() !== 0.5) throw new Error('one pair of two, though no part alone says so');
 * ```
 */
export function scoreAccumulator<Result>(
  metric: (scores: NumericArray, labels: NumericArray, inputs: ItemInputs) => Result,
  saved: ScoredItems = { scores: [], labels: [], weights: [] },
): Accumulator<Result, ScoredItems> {
  const fn = 'scoreAccumulator';
  const items = { scores: [] as number[], labels: [] as number[], weights: [] as number[] };
  const add = (scores: NumericArray, labels: NumericArray, { weights, mask }: ItemInputs) => {
    for (const [name, values] of Object.entries({ labels, weights, mask })) {
      if (values && values.length !== scores.length) {
        fail('LENGTH_MISMATCH', fn, `${name} must have ${scores.length} entries, got ${values.length}`);
      }
    }
    for (let i = 0; i < scores.length; i++) {
      if (mask && Number(mask[i]) === 0) continue;
      items.scores.push(scores[i]!);
      items.labels.push(labels[i]!);
      items.weights.push(weights ? weights[i]! : 1);
    }
  };
  add(saved.scores, saved.labels, saved);
  return {
    update: (scores, labels, inputs = {}) => add(scores, labels, inputs),
    merge(other) {
      const { scores, labels, weights } = other.toJSON();
      add(scores, labels, { weights });
    },
    value: () => metric(items.scores, items.labels, { weights: items.weights }),
    toJSON: () => ({ scores: [...items.scores], labels: [...items.labels], weights: [...items.weights] }),
  };
}
