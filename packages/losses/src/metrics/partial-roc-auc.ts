import { partialRegion } from '../check';
import type { BinaryLabels, ItemInputs, NumericArray } from '../core/types';
import { areaUnderCounts } from './area-under-counts';
import { thresholdCounts } from './threshold-counts';

export interface PartialRocAucInputs extends ItemInputs {
  /** Highest false positive rate that counts, in (0, 1]; default 1. */
  readonly maxFpr?: number | undefined;
  /** Lowest true positive rate that counts, in [0, 1); default 0. */
  readonly minTpr?: number | undefined;
}

/** A part of the area under the ROC curve, as it is and standardized. */
export interface PartialRocAuc {
  /** The area itself: integral of max(TPR(u) - minTpr, 0) over u from 0 to maxFpr. */
  readonly raw: number;
  /** The area over its largest value, maxFpr (1 - minTpr). */
  readonly normalized: number;
  /** Scaled so that chance gives 1/2 (McClish 1989); only when minTpr is 0. Scikit-learn's `roc_auc_score(max_fpr)`. */
  readonly standardized?: number;
}

/**
 * Area under the part of the ROC curve with a false positive rate of at most `maxFpr` and a true positive rate of at
 * least `minTpr`; the curve joins the points of the distinct thresholds by lines. Exact, O(n log n).
 *
 * $$
 * \text{raw} = \int_0^{\text{maxFpr}} \max\big(\text{TPR}(u) - \text{minTpr},\, 0\big)\, du
 * $$
 *
 * Source: McClish, "Analyzing a portion of the ROC curve", 1989; Yang, Lu, Lyu and Hu, 2019, for the two-way area.
 *
 * @param scores - n finite scores, higher for label 1
 * @param labels - n labels, 0 or 1
 * @param inputs - the limits, weights and mask of the items.
 * @returns the area as it is, and standardized.
 * @throws LossInputError as {@link rocAuc}, and `OUT_OF_RANGE` for maxFpr and minTpr
 *
 * @example
 * ```ts
 * import { partialRocAuc } from '@backdropjs/losses';
 * const { normalized } = partialRocAuc([3, 2, 1, 0], [1, 0, 1, 0], { maxFpr: 0.5 });
 * if (normalized !== 0.5) throw new Error('half of the positives before the first negative');
 * ```
 */
export function partialRocAuc(
  scores: NumericArray,
  labels: BinaryLabels,
  inputs?: PartialRocAucInputs,
): PartialRocAuc {
  const counts = thresholdCounts('partialRocAuc', scores, labels, inputs, true, partialRegion);
  const { maxFpr, minTpr } = counts[5];
  const raw = areaUnderCounts(counts, maxFpr, minTpr);
  const normalized = raw / (maxFpr * (1 - minTpr));
  if (minTpr > 0) return { raw, normalized };
  const chance = maxFpr ** 2 / 2;
  return { raw, normalized, standardized: (1 + (raw - chance) / (maxFpr - chance)) / 2 };
}
