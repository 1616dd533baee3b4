import type { BinaryLabels, Loss } from '../core/types';
import { type OverlapOptions, overlapLoss } from './overlap';

/**
 * Soft Dice loss, with probabilities p (the sigmoid of the scores when they are logits):
 *
 * $$
 * \ell = 1 - \frac{2 \sum_i w_i y_i p_i + \text{eps}}{\sum_i w_i y_i + \sum_i w_i p_i + \text{eps}}.
 * $$
 *
 * Takes n scores and n labels in [0, 1]. O(n) time. Of a target y inside (0, 1) the loss is not least at p = y, but toward 0 or 1: at y
 * = 1/2 alone it is 1/2 at p = 1/2 and 1/3 at p = 1. For calibrated probabilities add a cross-entropy; a Dice loss that is least at p = y
 * is another formula (Wang, Ning and Blaschko, "Dice semimetric losses", MICCAI 2023).
 *
 * Source: Milletari, Navab and Ahmadi, "V-Net", 3DV 2016, with p in place of p^2 in the denominator.
 *
 * @returns a loss: `valueAndGrad(scores, labels, inputs?)` gives its value in [0, 1] and the gradient by each score
 * in a new Float64Array.
 * @throws LossInputError `NO_POSITIVES` when no label is above 0 and eps is 0, `OUT_OF_RANGE` for a probability outside
 * [0, 1] or a bad option, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { diceLoss } from '@backdropjs/losses';
 * const { value } = diceLoss({ fromLogits: false }).valueAndGrad([1, 0.5], [1, 0]);
 * if (Math.abs(value - 0.2) > 1e-15) throw new Error('1 - 2 / 2.5');
 * ```
 */
export function diceLoss(options: OverlapOptions): Loss<BinaryLabels> {
  return overlapLoss('diceLoss', options, () => [2, 1, 1], {});
}
