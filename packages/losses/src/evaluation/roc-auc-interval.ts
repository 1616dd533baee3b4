import { readOptions } from '../check';
import { binaryLabels, readItems } from '../core/lists';
import type { BinaryLabels, NumericArray } from '../core/types';
import { need } from '../errors';
import { type ConfidenceOptions, checkTwo, confidenceOption, type Interval } from './interval';
import { twoSidedQuantile } from './normal';
import { aucOfPlacements, placements } from './placements';

/** What {@link rocAucInterval} takes besides scores and labels. */
export interface RocAucIntervalInputs extends ConfidenceOptions {
  /** 1 or true keeps an item, 0 or false drops it before anything else. */
  readonly mask?: ArrayLike<number | boolean> | undefined;
}

/**
 * ROC AUC with DeLong's confidence interval: AUC +- z times the standard error from the variances of each item's share of right
 * pairs, within [0, 1]. Exact, O(n log n), for independent items; where they come in groups, {@link bootstrapInterval}. At an AUC
 * of 1 or 0 the variance is 0, and the interval one point. Takes no weights.
 *
 * $$
 * \operatorname{var} = \frac{1}{n_+} \operatorname{var}_{i:\, y_i = 1} V_i + \frac{1}{n_-} \operatorname{var}_{j:\, y_j = 0} V_j
 * $$
 *
 * Source: DeLong, DeLong and Clarke-Pearson, "Comparing the areas under two or more correlated receiver operating characteristic
 * curves", Biometrics 1988; in n log n: Sun and Xu, IEEE Signal Processing Letters 2014.
 *
 * @param scores - n finite scores, higher for label 1
 * @param labels - n labels, 0 or 1, two of each or more
 * @param inputs - the confidence, and the mask of the items.
 * @returns the AUC, its standard error, and the ends of the interval.
 * @throws LossInputError `NO_POSITIVES` or `NO_NEGATIVES` for less than two, `OUT_OF_RANGE` for the confidence, and the codes of
 * invalid input
 *
 * @example
 * ```ts
 * import { rocAucInterval } from '@backdropjs/losses/evaluation';
 * const { value, low, high } = rocAucInterval([1, 2, 3, 4, 5, 6], [0, 0, 1, 0, 1, 1]);
 * if (value !== 8 / 9 || !(low < value) || high !== 1) throw new Error('six items say little');
 * ```
 */
export function rocAucInterval(
  scores: NumericArray,
  labels: BinaryLabels,
  inputs?: RocAucIntervalInputs,
): Interval {
  const fn = 'rocAucInterval';
  const { confidence, mask } = readOptions<RocAucIntervalInputs, 'confidence'>(fn, inputs, confidenceOption, [
    'mask',
  ]);
  const items = readItems({ name: fn, labels: binaryLabels }, scores, labels, { mask });
  need(items.scores.length, 'EMPTY', fn, 'an item');
  const positives = items.labels.reduce((sum, label) => sum + label, 0);
  checkTwo(fn, positives, items.labels.length - positives);
  const [value, variance] = aucOfPlacements(placements(items.scores, items.labels), items.labels);
  const standardError = Math.sqrt(variance);
  const reach = twoSidedQuantile(confidence) * standardError;
  return { value, standardError, low: Math.max(0, value - reach), high: Math.min(1, value + reach) };
}
