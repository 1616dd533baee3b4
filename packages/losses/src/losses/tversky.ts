import { notNegative } from '../check';
import type { BinaryLabels, Loss } from '../core/types';
import { type OverlapOptions, overlapLoss } from './overlap';

/** Options of {@link tverskyLoss}. */
export interface TverskyOptions extends OverlapOptions {
  /** Cost of a false positive, 0 or more; default 0.5. */
  readonly alpha?: number | undefined;
  /** Cost of a false negative, 0 or more; default 0.5. */
  readonly beta?: number | undefined;
}

/**
 * Soft Tversky loss, with probabilities p (the sigmoid of the scores when they are logits):
 *
 * $$
 * \ell = 1 - \frac{tp + \text{eps}}{tp + \alpha\, fp + \beta\, fn + \text{eps}},
 * $$
 *
 * tp = sum w y p, fp = sum w (1 - y) p, fn = sum w y (1 - p). alpha = beta = 1/2 is the Dice loss, but for eps. Takes n
 * scores and n labels in [0, 1]. O(n) time. Of a target y inside (0, 1) the loss is not least at p = y, but toward 0 or 1: with alpha =
 * beta = 1/2, at y = 1/2 alone it is 1/2 at p = 1/2 and 1/3 at p = 1. For calibrated probabilities add a cross-entropy.
 *
 * Source: Salehi, Erdogmus and Gholipour, "Tversky loss function for image segmentation using 3D fully convolutional
 * deep networks", MLMI 2017, eq. 3.
 *
 * @returns a loss: `valueAndGrad(scores, labels, inputs?)` gives its value in [0, 1] and the gradient by each score
 * in a new Float64Array.
 * @throws LossInputError `NO_POSITIVES` when no label is above 0 and eps is 0, `OUT_OF_RANGE` for a probability outside
 * [0, 1] or a bad option, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { tverskyLoss } from '@backdropjs/losses';
 * const loss = tverskyLoss({ fromLogits: false, alpha: 0.25, beta: 0.75 });
 * if (loss.valueAndGrad([1, 1], [1, 0]).value !== 0.2) throw new Error('1 - 1 / 1.25');
 * ```
 */
export function tverskyLoss(options: TverskyOptions): Loss<BinaryLabels> {
  return overlapLoss('tverskyLoss', options, ({ alpha, beta }) => [1, alpha, beta], {
    alpha: [0.5, notNegative],
    beta: [0.5, notNegative],
  });
}
