import { integer, readOptions } from '../check';
import { classLabels, itemInputs, readItems } from '../core/lists';
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
import { column, repeated, totalOf } from './items';

/** What {@link oneVsRest} takes besides scores and labels. */
export interface OneVsRestInputs extends ItemInputs, AverageOptions {
  /** Number of classes C, 2 or more: scores an item. */
  readonly numClasses: number;
  /**
   * 'macro' (default): the mean over classes; 'weighted': by the weight of their items; 'micro': the metric of all n C scores at
   * once, each against whether it is that of the item's class.
   */
  readonly average?: 'macro' | 'weighted' | 'micro' | undefined;
}

/**
 * A metric of two classes for several: each class against all others, averaged. With `rocAuc` the multi-class AUC of
 * scikit-learn's `roc_auc_score(multi_class='ovr')`, with `averagePrecision` its `average_precision_score`.
 *
 * $$
 * \frac{1}{C} \sum_c m\big(s_{\cdot c},\, [y = c]\big)
 * $$
 *
 * Source: Provost and Domingos, "Well-trained PETs", 2000 (weighted); Fawcett, "An introduction to ROC analysis", Pattern
 * Recognition Letters 2006, section 9. O(C n log n) for a metric that sorts.
 *
 * @param metric - of the scores of one class, 1 for its items and 0 for others, and weights
 * @param scores - n x C finite scores, item by item
 * @param labels - n classes 0 .. C-1
 * @param inputs - the number of classes, weights and mask of the items, which average, and what to do with an undefined class.
 * @returns the average, and of each class id, value and weight; no parts with 'micro'.
 * @throws LossInputError what the metric throws, as `NO_POSITIVES` for a class without items, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { rocAuc } from '@backdropjs/losses';
 * import { oneVsRest } from '@backdropjs/losses/evaluation';
 * const scores = [0.8, 0.1, 0.1, 0.2, 0.5, 0.3, 0.3, 0.4, 0.3];
 * const { value, parts } = oneVsRest(rocAuc, scores, [0, 1, 2], { numClasses: 3 });
 * if (parts[2]!.value !== 0.75 || value !== (1 + 1 + 0.75) / 3) throw new Error('class 2 ties with one of two');
 * ```
 */
export function oneVsRest(
  metric: ScoreMetric,
  scores: NumericArray,
  labels: NumericArray,
  inputs: OneVsRestInputs,
): AveragedMetric<number> {
  const fn = 'oneVsRest';
  checkMetric(fn, metric);
  const { numClasses, average, onUndefined, ...rest } = readOptions<
    OneVsRestInputs,
    'numClasses' | 'average' | 'onUndefined'
  >(
    fn,
    inputs,
    { numClasses: [undefined, integer(2, 2 ** 31)], ...averageOptions('throw', 'micro') },
    itemInputs,
  );
  const items = readItems(classItems(fn, numClasses), scores, labels, rest);
  const weights = rest.weights && items.weights;
  const isOf = (c: number) => items.labels.map((label) => Number(label === c));
  if (average === 'micro') {
    const hits = items.scores.map((_, k) =>
      Number(items.labels[Math.floor(k / numClasses)] === k % numClasses),
    );
    const value = measure(fn, metric, items.scores, hits, weights && repeated(weights, numClasses));
    return { value, parts: [] };
  }
  const mean = averageOf<number>(fn, 'class', onUndefined, average === 'weighted');
  for (let c = 0; c < numClasses; c++) {
    const hits = isOf(c);
    const weight = totalOf(hits.map((hit, i) => hit * items.weights[i]!));
    mean.add(c, weight, () => measure(fn, metric, column(items.scores, numClasses, c), hits, weights));
  }
  return mean.result();
}

/** Items with a score for each of C classes, labeled with one. */
export function classItems(fn: string, numClasses: number) {
  return {
    name: fn,
    width: numClasses,
    labels: classLabels(numClasses),
  } as const;
}
