import { finite, readOptions } from '../core/checks';
import { itemInputs, readItems } from '../core/lists';
import type { ItemInputs, NumericArray } from '../core/types';
import { type Accumulator, checkSame } from './accumulator';

/** The items that a {@link scoreAccumulator} holds. */
export interface ScoredItems {
  readonly scores: readonly number[];
  readonly labels: readonly number[];
  readonly weights: readonly number[];
}

/**
 * Any metric of scores and labels over data that arrives in parts: keeps the items, since a metric of the order of all
 * scores, as {@link rocAuc}, has no smaller exact state. All parts together are one list: {@link ndcg} over several lists is
 * the mean of what it gives for each of them.
 *
 * @param metric - computes the result from all items; accumulators merge only if they were given the same function
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
  saved?: ScoredItems,
): Accumulator<Result, ScoredItems> {
  const fn = 'scoreAccumulator';
  const items: [number[], number[], number[]] = [[], [], []];
  const add = (...more: ArrayLike<number>[]) => {
    for (const [c, own] of items.entries()) {
      for (let i = 0; i < more[0]!.length; i++) own.push(more[c]![i]!);
    }
  };
  const merge = ({ scores, labels, weights }: ScoredItems) => add(scores, labels, weights);
  if (saved) merge(saved);
  return {
    update(scores, labels, inputs) {
      const checked = readOptions(fn, inputs, {}, itemInputs);
      const [own, weights, more] = readItems(
        fn,
        scores,
        [['labels', labels, finite, 'INVALID_LABEL']],
        checked,
      );
      add(own, more!, weights);
    },
    metric,
    merge(other) {
      checkSame(fn, metric, other?.metric);
      merge(other.toJSON());
    },
    value() {
      const [scores, labels, weights] = items;
      // A metric that takes no weights works without.
      return metric(scores, labels, weights.some((weight) => weight !== 1) ? { weights } : {});
    },
    toJSON() {
      const [scores, labels, weights] = items.map((values) => values.slice());
      return { scores: scores!, labels: labels!, weights: weights! };
    },
  };
}
