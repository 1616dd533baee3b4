import { positive } from '../check';
import type { BinaryLabels, Loss } from '../core/types';
import { type OverlapOptions, overlapLoss } from './overlap';

/** Options of {@link softFBetaLoss}. */
export interface SoftFBetaOptions extends OverlapOptions {
  /** Weight of recall against precision, above 0; default 1. */
  readonly beta?: number | undefined;
}

/**
 * One minus the soft F-measure, counts replaced by sums of probabilities p (the sigmoid of the scores when they are
 * logits):
 *
 * $$
 * \begin{gathered}
 * \ell = 1 - \frac{(1 + \beta^2)\, tp + \text{eps}}{(1 + \beta^2)\, tp + \beta^2 fn + fp + \text{eps}}, \\
 * tp = \sum w y p, \quad fp = \sum w (1 - y) p, \quad fn = \sum w y (1 - p).
 * \end{gathered}
 * $$
 *
 * Takes n scores and n labels in [0, 1]. O(n) time. Of a target y inside (0, 1) the loss is not least at p = y, but toward 0 or
 * 1: with beta = 1, at y = 1/2 alone it is 1/2 at p = 1/2 and 1/3 at p = 1. For calibrated probabilities add a cross-entropy.
 *
 * Source: Jansche, "Maximum expected F-measure training of logistic regression models", HLT/EMNLP 2005.
 *
 * @returns a loss: `valueAndGrad(scores, labels, inputs?)` gives its value in [0, 1] and the gradient by each score
 * in a new Float64Array.
 * @throws LossInputError `NO_POSITIVES` when no label is above 0 and eps is 0, `OUT_OF_RANGE` for a probability outside
 * [0, 1] or a bad option, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { softFBetaLoss } from '@backdropjs/losses';
 * const { value } = softFBetaLoss({ fromLogits: false }).valueAndGrad([1, 1, 0], [1, 0, 0]);
 * if (Math.abs(value - 1 / 3) > 1e-15) throw new Error('F1 of one hit and one false alarm is 2/3');
 * ```
 */
export function softFBetaLoss(options: SoftFBetaOptions): Loss<BinaryLabels> {
  const costs = ({ beta }: { readonly beta: number }) => [1 + beta * beta, 1, beta * beta] as const;
  return overlapLoss('softFBetaLoss', options, costs, { beta: [1, positive] });
}
