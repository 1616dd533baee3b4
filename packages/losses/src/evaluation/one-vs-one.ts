import { integer, readOptions } from '../check';
import { itemInputs, readItems } from '../core/lists';
import type { ItemInputs, NumericArray } from '../core/types';
import {
  type AveragedMetric,
  type AverageOptions,
  averageOf,
  averageOptions,
  checkMetric,
  measure,
  type ScoreMetric,
} from './averaged';
import { totalOf } from './items';
import { classItems } from './one-vs-rest';

/** What {@link oneVsOne} takes besides scores and labels. */
export interface OneVsOneInputs extends ItemInputs, AverageOptions {
  /** Number of classes C, 2 or more: scores an item. */
  readonly numClasses: number;
  /** The mean over pairs of classes: 'macro' (default) each alike, or 'weighted' by the weight of their items. */
  readonly average?: 'macro' | 'weighted' | undefined;
}

/** Scores of the items of two classes by which either is told from the other. */
type PairScores = (ofFirst: number, ofSecond: number) => number;

/**
 * A metric of two classes for several: for each pair of classes a < b, on their items alone, the mean of the metric of the scores
 * of a with a as label 1 and of those of b with b as label 1; averaged over pairs. With `rocAuc` Hand and Till's M, the
 * multi-class AUC of scikit-learn's `roc_auc_score(multi_class='ovo')`: the macro average does not depend on the classes' sizes.
 *
 * $$
 * M = \frac{2}{C (C - 1)} \sum_{a < b} \frac{A(a \mid b) + A(b \mid a)}{2}
 * $$
 *
 * Source: Hand and Till, "A simple generalisation of the area under the ROC curve for multiple class classification problems",
 * Machine Learning 2001, eq. 7. O(C n log n) for a metric that sorts.
 *
 * @param metric - of the scores of one class, 1 for its items and 0 for those of the other, and weights
 * @param scores - n x C finite scores, item by item
 * @param labels - n classes 0 .. C-1
 * @param inputs - the number of classes, weights and mask of the items, which mean, and what to do with an undefined pair.
 * @returns the mean, and of each pair the id 'a-b', value and weight.
 * @throws LossInputError what the metric throws, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { rocAuc } from '@backdropjs/losses';
 * import { oneVsOne } from '@backdropjs/losses/evaluation';
 * const scores = [0.8, 0.1, 0.1, 0.2, 0.5, 0.3, 0.3, 0.4, 0.3];
 * const { value, parts } = oneVsOne(rocAuc, scores, [0, 1, 2], { numClasses: 3 });
 * if (parts[2]!.id !== '1-2' || parts[2]!.value !== 0.75) throw new Error('1 is told from 2, 2 ties with 1');
 * if (value !== (1 + 1 + 0.75) / 3) throw new Error('the mean over three pairs');
 * ```
 */
export function oneVsOne(
  metric: ScoreMetric,
  scores: NumericArray,
  labels: NumericArray,
  inputs: OneVsOneInputs,
): AveragedMetric<string> {
  checkMetric('oneVsOne', metric);
  // The first class by its own scores, the second by its own.
  return overPairs(
    'oneVsOne',
    metric,
    scores,
    labels,
    inputs,
    (own) => own,
    (_, other) => other,
  );
}

/**
 * The mean over pairs of classes of a metric of their items.
 *
 * @param forFirst - scores with the first class as label 1
 * @param forSecond - scores with the second as label 1, where that is another question
 */
export function overPairs(
  fn: string,
  metric: ScoreMetric,
  scores: NumericArray,
  labels: NumericArray,
  inputs: OneVsOneInputs,
  forFirst: PairScores,
  forSecond?: PairScores,
): AveragedMetric<string> {
  const { numClasses, average, onUndefined, ...rest } = readOptions<
    OneVsOneInputs,
    'numClasses' | 'average' | 'onUndefined'
  >(fn, inputs, { numClasses: [undefined, integer(2, 2 ** 31)], ...averageOptions('throw') }, itemInputs);
  const items = readItems(classItems(fn, numClasses), scores, labels, rest);
  const byClass = Array.from({ length: numClasses }, (): number[] => []);
  for (let i = 0; i < items.labels.length; i++) byClass[items.labels[i]!]!.push(i);
  const mean = averageOf<string>(fn, 'classes', onUndefined, average === 'weighted');
  for (let a = 0; a < numClasses; a++) {
    for (let b = a + 1; b < numClasses; b++) {
      const both = Uint32Array.from([...byClass[a]!, ...byClass[b]!]);
      const weights = Float64Array.from(both, (i) => items.weights[i]!);
      const told = (positive: number, by: PairScores) =>
        measure(
          fn,
          metric,
          Float64Array.from(both, (i) =>
            by(items.scores[i * numClasses + a]!, items.scores[i * numClasses + b]!),
          ),
          Float64Array.from(both, (i) => Number(items.labels[i] === positive)),
          rest.weights && weights,
        );
      mean.add(`${a}-${b}`, totalOf(weights), () => {
        const first = told(a, forFirst);
        return forSecond ? (first + told(b, forSecond)) / 2 : first;
      });
    }
  }
  return mean.result();
}
