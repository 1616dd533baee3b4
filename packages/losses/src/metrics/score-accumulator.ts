import { callable, check, checkLength, finite, lengthOf, readOptions } from '../check';
import { itemInputs, mapLists, needItems } from '../core/lists';
import type { ItemInputs, NumericArray } from '../core/types';
import { type Accumulator, checkSame } from './accumulator';

/** The items that a {@link scoreAccumulator} holds. */
export interface ScoredItems {
  /** One an item. */
  readonly scores: readonly number[];
  /** One an item. */
  readonly labels: readonly number[];
  /** One an item, 1 where none was given. */
  readonly weights: readonly number[];
}

/**
 * Any metric of scores and labels over data that arrives in parts: keeps the items, since a metric of the order of all
 * scores, as {@link rocAuc}, has no smaller exact state. All parts together are one list: {@link ndcg} over several lists is
 * the mean of what it gives for each of them.
 *
 * @param metric - computes the result from all items; accumulators merge only if they were given the same function
 * @param saved - what an earlier accumulator's `toJSON` gave, to go on from there
 * @returns an accumulator; `value()` is what `metric` gives for all that `update` was given.
 * @throws LossInputError for what is no such state, as arrays of different lengths
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
  check(fn, 'metric', metric, callable);
  const spec = {
    name: fn,
    labels: [['labels', finite, 'INVALID_LABEL']],
  } as const;
  const [allScores, allLabels, allWeights]: [number[], number[], number[]] = [[], [], []];
  /** Adds the items that are neither masked nor of weight 0. */
  const add = (scores: NumericArray, labels: NumericArray, inputs: ItemInputs, isEmptyAllowed?: boolean) =>
    mapLists(spec, scores, labels, inputs, (items) => {
      if (!isEmptyAllowed) needItems(fn, items);
      items.scores.forEach((score, i) => {
        allScores.push(score);
        allLabels.push(items.labels[i]!);
        allWeights.push(items.weights[i]!);
      });
    });
  const addHeld = (held: ScoredItems) => {
    const count = lengthOf(held?.scores);
    // Weights that are missing would be all 1.
    checkLength(fn, 'weights', held?.weights, count);
    if (count) add(held.scores, held.labels, { weights: held.weights }, true);
    // A typed array of nothing is one whose memory was transferred away: of no items a list is saved.
    else check(fn, 'scores', held.scores, ['a list', Array.isArray]);
  };
  if (saved !== undefined) addHeld(saved);
  return {
    update(scores, labels, inputs) {
      add(scores, labels as NumericArray, readOptions(fn, inputs, {}, itemInputs));
    },
    metric,
    merge(other) {
      checkSame(fn, metric, other?.metric);
      addHeld(other.toJSON?.());
    },
    // A metric that takes no weights works without.
    value: () =>
      metric(allScores, allLabels, allWeights.some((weight) => weight !== 1) ? { weights: allWeights } : {}),
    toJSON: () => ({ scores: allScores.slice(), labels: allLabels.slice(), weights: allWeights.slice() }),
  };
}
