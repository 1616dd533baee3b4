import { readOptions } from '../check';
import { listInputs, mapLists, needItems } from '../core/lists';
import type { GroupIds, ItemInputs, NumericArray } from '../core/types';
import {
  type AveragedMetric,
  type AverageOptions,
  averageOf,
  averageOptions,
  checkMetric,
  measure,
  type ScoreMetric,
} from './averaged';
import { anyLabels, totalOf } from './items';

/** What {@link byGroup} takes besides scores and labels. */
export interface ByGroupInputs extends ItemInputs, AverageOptions {
  /** The group of each item: a query, a user, a patient; numbers or strings. */
  readonly groups: GroupIds;
  /** The mean over groups: 'macro' (default) each alike, or 'weighted' by the weight of its items (their number). */
  readonly average?: 'macro' | 'weighted' | undefined;
}

/**
 * Any metric within each group, and its mean over groups: mean average precision and mean reciprocal rank by query, AUC by user
 * (GAUC, with `average: 'weighted'`), precision at k.
 *
 * $$
 * \frac{1}{G} \sum_g m_g \quad \text{or} \quad \sum_g W_g\, m_g \Big/ \sum_g W_g
 * $$
 *
 * A group whose metric is undefined, as of a query with nothing relevant, is skipped by default and has the value NaN among the
 * parts; others count it as 0 (`onUndefined: 'zero'`). A metric with a k that must not exceed the number of items is called
 * through a function: `(s, y) => precisionAtK(s, y, { k: Math.min(10, s.length) })`. Time of the metric.
 *
 * Source: Manning, Raghavan and Schutze, "Introduction to information retrieval", 2008, section 8.4; GAUC: Zhu et al.,
 * "Optimized cost per click in Taobao display advertising", KDD 2017.
 *
 * @param metric - of the scores, labels and weights of one group
 * @param scores - n finite scores
 * @param labels - n labels that the metric takes
 * @param inputs - the groups, weights and mask of the items, which mean, and what to do with an undefined group.
 * @returns the mean, and of each group id, value and weight, in the order in which they come first.
 * @throws LossInputError what the metric throws, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { averagePrecision, rocAuc } from '@backdropjs/losses';
 * import { byGroup } from '@backdropjs/losses/evaluation';
 * const scores = [3, 2, 1, 5, 4];
 * const labels = [1, 0, 1, 0, 1];
 * const groups = ['a', 'a', 'a', 'b', 'b'];
 * const map = byGroup(averagePrecision, scores, labels, { groups }).value;
 * if (Math.abs(map - ((1 + 2 / 3) / 2 + 1 / 2) / 2) > 1e-15) throw new Error('5/6 for a, 1/2 for b');
 * const gauc = byGroup(rocAuc, scores, labels, { groups, average: 'weighted' });
 * if (gauc.value !== (3 * 0.5 + 2 * 0) / 5) throw new Error('three items count 1/2, two count 0');
 * ```
 */
export function byGroup(
  metric: ScoreMetric,
  scores: NumericArray,
  labels: ArrayLike<number | boolean>,
  inputs: ByGroupInputs,
): AveragedMetric<number | string> {
  const fn = 'byGroup';
  checkMetric(fn, metric);
  const known = averageOptions('skip');
  const options = readOptions<ByGroupInputs, 'average' | 'onUndefined'>(fn, inputs, known, listInputs);
  const { groups, weights, average, onUndefined } = options;
  const mean = averageOf<number | string>(fn, 'group', onUndefined, average === 'weighted');
  // Without groups an error: null is no array.
  const lists = { ...options, groups: groups ?? (null as never) };
  mapLists({ name: fn, labels: anyLabels }, scores, labels, lists, (items, positions) => {
    needItems(fn, items);
    mean.add(groups[positions[0]!]!, totalOf(items.weights), () =>
      // Arrays of its own, which the metric may keep.
      measure(fn, metric, items.scores.slice(), items.labels.slice(), weights && items.weights.slice()),
    );
  });
  return mean.result();
}
