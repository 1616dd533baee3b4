import { finite, lengthOf, readOptions } from '../check';
import { itemInputs, mapLists, needItems } from '../core/lists';
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
  const [allScores, allLabels, allWeights]: [number[], number[], number[]] = [[], [], []];
  /** Adds items and returns the scores of those that are neither masked nor of weight 0. */
  const add = (scores: NumericArray, labels: NumericArray, inputs: ItemInputs) =>
    mapLists(fn, scores, [['labels', labels, finite, 'INVALID_LABEL']], inputs, (own, weights, [more]) => {
      own.forEach((score, i) => {
        allScores.push(score);
        allLabels.push(more![i]!);
        allWeights.push(weights[i]!);
      });
      return own;
    })[0]!;
  const addHeld = (held: ScoredItems) => {
    // Weights that are missing would be all 1.
    lengthOf(fn, 'weights', held?.weights);
    add(held.scores, held.labels, { weights: held.weights });
  };
  if (saved !== undefined) addHeld(saved);
  return {
    update(scores, labels, inputs) {
      needItems(fn, add(scores, labels, readOptions(fn, inputs, {}, itemInputs)));
    },
    metric,
    merge(other) {
      checkSame(fn, metric, other?.metric);
      addHeld(other.toJSON());
    },
    // A metric that takes no weights works without.
    value: () =>
      metric(allScores, allLabels, allWeights.some((weight) => weight !== 1) ? { weights: allWeights } : {}),
    toJSON: () => ({ scores: allScores.slice(), labels: allLabels.slice(), weights: allWeights.slice() }),
  };
}
