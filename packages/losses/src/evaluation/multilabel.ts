import { flag, integer, readOptions } from '../check';
import { itemInputs, mapLists, needItems } from '../core/lists';
import type { BinaryLabels, ItemInputs, NumericArray } from '../core/types';
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

/** What {@link multilabel} takes besides scores and labels. */
export interface MultilabelInputs extends ItemInputs, AverageOptions {
  /** Number of labels L an item, 1 or more. */
  readonly numLabels: number;
  /**
   * 'macro' (default): the mean over labels; 'weighted': by the weight of the items that have them; 'micro': the metric of all n L
   * scores at once; 'samples': the mean over items of the metric of their L scores, by the items' weights.
   */
  readonly average?: 'macro' | 'weighted' | 'micro' | 'samples' | undefined;
}

/**
 * A metric of two classes for items of several labels each, averaged over labels or items, as in scikit-learn: with `rocAuc` and
 * `averagePrecision` its `roc_auc_score` and `average_precision_score` of indicator matrices, with
 * `(s, y, inputs) => fBeta(s, y, { ...inputs, threshold: 0.5 })` its `fbeta_score` (which counts a label without a positive and
 * a prediction as 0: `onUndefined: 'zero'`).
 *
 * $$
 * \frac{1}{L} \sum_l m(s_{\cdot l},\, y_{\cdot l})
 * $$
 *
 * Source: Tsoumakas, Katakis and Vlahavas, "Mining multi-label data", 2010, section 7. O(L n log n) for a metric that sorts.
 *
 * @param metric - of scores, labels 0 or 1, and weights
 * @param scores - n x L finite scores, item by item
 * @param labels - n x L labels, 0 or 1
 * @param inputs - the number of labels, weights and mask of the n items, which average, and what to do with an undefined part.
 * @returns the average, and of each label ('samples': item, by its position) id, value and weight; no parts with 'micro'.
 * @throws LossInputError what the metric throws, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { averagePrecision } from '@backdropjs/losses';
 * import { multilabel } from '@backdropjs/losses/evaluation';
 * const [scores, labels] = [[0.9, 0.2, 0.3, 0.8], [1, 0, 0, 1]];
 * const { value } = multilabel(averagePrecision, scores, labels, { numLabels: 2, average: 'samples' });
 * if (value !== 1) throw new Error('in each item the label that it has is on top');
 * ```
 */
export function multilabel(
  metric: ScoreMetric,
  scores: NumericArray,
  labels: BinaryLabels,
  inputs: MultilabelInputs,
): AveragedMetric<number> {
  const fn = 'multilabel';
  checkMetric(fn, metric);
  const { numLabels, average, onUndefined, ...rest } = readOptions<
    MultilabelInputs,
    'numLabels' | 'average' | 'onUndefined'
  >(
    fn,
    inputs,
    { numLabels: [undefined, integer(1, 2 ** 31)], ...averageOptions('throw', 'micro', 'samples') },
    itemInputs,
  );
  const kind = average === 'samples' ? 'item' : 'label';
  const mean = averageOf<number>(fn, kind, onUndefined, average !== 'macro');
  let micro: number | undefined;
  const spec = {
    name: fn,
    width: numLabels,
    labels: [['labels', flag, 'INVALID_LABEL', numLabels]],
  } as const;
  mapLists(spec, scores, labels, rest, (items, positions) => {
    needItems(fn, items);
    const weights = rest.weights && items.weights;
    if (average === 'micro') {
      micro = measure(fn, metric, items.scores, items.labels, weights && repeated(weights, numLabels));
    } else if (average === 'samples') {
      for (let i = 0; i < items.weights.length; i++) {
        const row = (values: Float64Array) => values.subarray(i * numLabels, (i + 1) * numLabels);
        mean.add(positions[i] ?? i, items.weights[i]!, () =>
          measure(fn, metric, row(items.scores), row(items.labels), undefined),
        );
      }
    } else {
      for (let l = 0; l < numLabels; l++) {
        const own = column(items.labels, numLabels, l);
        const weight = totalOf(own.map((label, i) => label * items.weights[i]!));
        mean.add(l, weight, () => measure(fn, metric, column(items.scores, numLabels, l), own, weights));
      }
    }
  });
  return micro === undefined ? mean.result() : { value: micro, parts: [] };
}
