import { checkLength, lengthOf, readOptions } from '../check';
import { binaryLabels, readItems } from '../core/lists';
import type { BinaryLabels, NumericArray } from '../core/types';
import { checkTwo, confidenceOption, type Interval } from './interval';
import { normalTail, twoSidedQuantile } from './normal';
import { aucOfPlacements, placements } from './placements';
import type { RocAucIntervalInputs } from './roc-auc-interval';

/** The difference of two AUCs. */
export interface RocAucDifference extends Interval {
  /** The difference over its standard error; 0 where both are 0, Infinity where the latter alone is. */
  readonly z: number;
  /** Two-sided: how often equal AUCs would differ so much. */
  readonly pValue: number;
}

/**
 * The difference of the ROC AUCs of two scores of the same items, with DeLong's interval and test, which take into account that
 * both see the same items. Exact, O(n log n), for independent items. Takes no weights.
 *
 * $$
 * z = \frac{A_1 - A_2}{\sqrt{\operatorname{var} A_1 + \operatorname{var} A_2 - 2 \operatorname{cov}(A_1, A_2)}}
 * $$
 *
 * Source: DeLong, DeLong and Clarke-Pearson, "Comparing the areas under two or more correlated receiver operating characteristic
 * curves", Biometrics 1988.
 *
 * @param first - n finite scores, higher for label 1
 * @param second - n finite scores of the same items
 * @param labels - n labels, 0 or 1, two of each or more
 * @param inputs - the confidence, and the mask of the items.
 * @returns the AUC of the first less that of the second, in [-1, 1], its standard error, interval, z and p value.
 * @throws LossInputError `NO_POSITIVES` or `NO_NEGATIVES` for less than two, `LENGTH_MISMATCH`, `OUT_OF_RANGE` for the confidence,
 * and the codes of invalid input
 *
 * @example
 * ```ts
 * import { rocAucDifference } from '@backdropjs/losses/evaluation';
 * const labels = [0, 0, 1, 0, 1, 1];
 * const { value, pValue } = rocAucDifference([1, 2, 3, 4, 5, 6], [1, 5, 3, 4, 2, 6], labels);
 * if (Math.abs(value - 3 / 9) > 1e-15 || pValue < 0.05) throw new Error('six items cannot tell');
 * ```
 */
export function rocAucDifference(
  first: NumericArray,
  second: NumericArray,
  labels: BinaryLabels,
  inputs?: RocAucIntervalInputs,
): RocAucDifference {
  const fn = 'rocAucDifference';
  const { confidence, mask } = readOptions<RocAucIntervalInputs, 'confidence'>(fn, inputs, confidenceOption, [
    'mask',
  ]);
  checkLength(fn, 'the second scores', second, lengthOf(first));
  const placed = [first, second].map((scores) => {
    const items = readItems({ name: fn, labels: binaryLabels }, scores, labels, { mask });
    const positives = items.labels.reduce((sum, label) => sum + label, 0);
    checkTwo(fn, positives, items.labels.length - positives);
    return [placements(items.scores, items.labels), items.labels] as const;
  });
  const [[ofFirst, own], [ofSecond]] = placed as [(typeof placed)[0], (typeof placed)[0]];
  // Mean and variance are linear in the shares: those of the difference are those of the differences.
  const [value, variance] = aucOfPlacements(
    ofFirst.map((share, i) => share - ofSecond[i]!),
    own,
  );
  const standardError = Math.sqrt(variance);
  const reach = twoSidedQuantile(confidence) * standardError;
  const z = value && value / standardError;
  return {
    value,
    standardError,
    low: Math.max(-1, value - reach),
    high: Math.min(1, value + reach),
    z,
    pValue: 2 * normalTail(Math.abs(z)),
  };
}
