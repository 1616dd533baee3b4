import { type DualVariable, type LagrangianLoss, lagrangianLoss } from './lagrangian';

/** Options of {@link recallAtPrecisionLoss}. */
export interface RecallAtPrecisionOptions {
  /** The precision asked for, in [0, 1]. */
  readonly targetPrecision: number;
  /** The multiplier, 0 or more: a number that stays, or a {@link DualVariable} to update between calls; default 1. */
  readonly lambda?: number | DualVariable | undefined;
}

/**
 * Recall at a precision of at least a: the Lagrangian of the logistic bounds,
 *
 * $$
 * \begin{aligned}
 * \ell &= \big(1 + \lambda (1 - a)\big)\, \ell_+ + \lambda a\, \ell_- - \lambda (1 - a)\, \pi \ln 2, \\
 * \ell_+ &= \frac{\sum w y \log(1 + e^{-s})}{\sum w}, \quad
 * \ell_- = \frac{\sum w (1 - y) \log(1 + e^{s})}{\sum w}, \quad \pi = \frac{\sum w y}{\sum w},
 * \end{aligned}
 * $$
 *
 * to be minimized over the scores and maximized over lambda >= 0. `valueAndGrad` takes n logits and n labels 0 or 1 and
 * also returns `gradLambda`, for {@link ascend}. O(n) time.
 *
 * Source: Eban, Schain, Mackey, Gordon, Rifkin and Elidan, "Scalable learning of non-decomposable objectives", AISTATS
 * 2017, section 3.
 *
 * @returns a loss: `valueAndGrad(scores, labels, inputs?)` gives its value, the gradient by each score in a new
 * Float64Array, and `gradLambda`.
 * @throws LossInputError `OUT_OF_RANGE` for a bad option, lambda or `groups`, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { recallAtPrecisionLoss } from '@backdropjs/losses';
 * const { value } = recallAtPrecisionLoss({ targetPrecision: 0.8, lambda: 0 }).valueAndGrad([0, 0], [1, 0]);
 * if (Math.abs(value - Math.log(2) / 2) > 1e-15) throw new Error('without the constraint, l+ alone');
 * ```
 */
export function recallAtPrecisionLoss(options: RecallAtPrecisionOptions): LagrangianLoss {
  return lagrangianLoss('recallAtPrecisionLoss', options, 'targetPrecision', 1, (precision) => [
    1 - precision,
    precision,
    precision - 1,
  ]);
}
