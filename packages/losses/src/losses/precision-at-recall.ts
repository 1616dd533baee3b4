import { type DualVariable, type LagrangianLoss, lagrangianLoss } from './lagrangian';

/** Options of {@link precisionAtRecallLoss}. */
export interface PrecisionAtRecallOptions {
  /** The recall asked for, in [0, 1]. */
  readonly targetRecall: number;
  /** The multiplier, 0 or more: a number that stays, or a {@link DualVariable} to update between calls; default 1. */
  readonly lambda?: number | DualVariable | undefined;
}

/**
 * Precision at a recall of at least r: the Lagrangian of the logistic bounds,
 *
 * $$
 * \ell = \ell_- + \lambda \big(\ell_+ + (r - 1)\, \pi \ln 2\big),
 * $$
 *
 * l+, l- and pi as in {@link recallAtPrecisionLoss}; to be minimized over the scores and maximized over lambda >= 0.
 * `valueAndGrad` takes n logits and n labels 0 or 1 and also returns `gradLambda`, for {@link ascend}. O(n) time.
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
 * import { precisionAtRecallLoss } from '@backdropjs/losses';
 * const { value } = precisionAtRecallLoss({ targetRecall: 1, lambda: 1 }).valueAndGrad([0, 0], [1, 0]);
 * if (Math.abs(value - Math.log(2)) > 1e-15) throw new Error('l- + l+');
 * ```
 */
export function precisionAtRecallLoss(options: PrecisionAtRecallOptions): LagrangianLoss {
  return lagrangianLoss('precisionAtRecallLoss', options, 'targetRecall', 0, (recall) => [1, 0, recall - 1]);
}
