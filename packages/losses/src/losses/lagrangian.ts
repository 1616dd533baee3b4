import { defineLoss, type List } from '../core/define-loss';
import { fail } from '../core/errors';
import { requireRange } from '../core/options';
import { sigmoid, softplus } from '../core/sigmoid';
import type { Loss, LossInputs, NumericArray, ValueAndGrad } from '../core/types';

/**
 * The multiplier of a constraint, 0 or more: a plain object, so that it is saved with `JSON.stringify` and restored by
 * passing what was saved. The loss reads it at every call and never changes it; {@link ascend} does.
 */
export interface DualVariable {
  value: number;
}

/** Value, gradient with respect to the scores, and slope with respect to the multiplier. */
export interface LagrangianValueAndGrad extends ValueAndGrad {
  /** d value / d lambda: positive while the constraint is violated. */
  readonly gradLambda: number;
}

/** A loss with a multiplier: to be minimized over the scores and maximized over lambda >= 0. */
export interface LagrangianLoss extends Loss {
  readonly lambda: DualVariable;
  valueAndGrad(scores: NumericArray, labels: NumericArray, inputs?: LossInputs): LagrangianValueAndGrad;
}

/**
 * One step of projected gradient ascent on a multiplier: lambda <- max(0, lambda + learningRate * gradLambda).
 *
 * @throws LossInputError `OUT_OF_RANGE` when the step would leave the finite numbers
 *
 * @example
 * ```ts
 * import { ascend, recallAtPrecisionLoss } from '@backdropjs/losses';
 * const lambda = { value: 1 };
 * const loss = recallAtPrecisionLoss({ targetPrecision: 0.9, lambda });
 * const { gradLambda } = loss.valueAndGrad([0.3, -0.2], [1, 0]);
 * ascend(lambda, gradLambda, 0.1);
 * if (!(lambda.value > 1)) throw new Error('the constraint was violated');
 * ```
 */
export function ascend(lambda: DualVariable, gradLambda: number, learningRate: number): void {
  const next = Math.max(0, lambda.value + learningRate * gradLambda);
  requireRange('ascend', 'lambda', next, 0, Number.MAX_VALUE);
  lambda.value = next;
}

/** Coefficients of l+, l- and pi ln 2, linear in lambda: [at lambda = 0, per unit of lambda]. */
export interface Coefficients {
  readonly positive: readonly [number, number];
  readonly negative: readonly [number, number];
  readonly prior: number;
}

/** value = (positive) l+ + (negative) l- + lambda prior pi ln 2; l+ and l- the logistic losses of the classes. */
export function lagrangianLoss(
  name: string,
  multiplier: number | DualVariable,
  { positive, negative, prior }: Coefficients,
): LagrangianLoss {
  const lambda = typeof multiplier === 'number' ? { value: multiplier } : multiplier;
  requireRange(name, 'lambda', lambda.value, 0, Number.MAX_VALUE);
  let slope = 0;
  const list = ({ scores, labels, weights }: List, grad: Float64Array) => {
    requireRange(name, 'lambda', lambda.value, 0, Number.MAX_VALUE);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (total === Infinity) fail('NON_FINITE', name, 'the sum of the weights overflows');
    const ofPositives = positive[0] + lambda.value * positive[1];
    const ofNegatives = negative[0] + lambda.value * negative[1];
    let positiveLoss = 0;
    let negativeLoss = 0;
    let share = 0;
    for (let i = 0; i < scores.length; i++) {
      const weight = weights[i]! / total;
      if (labels[i] === 1) {
        share += weight;
        positiveLoss += weight * softplus(-scores[i]!);
        grad[i] = -ofPositives * weight * sigmoid(-scores[i]!);
      } else {
        negativeLoss += weight * softplus(scores[i]!);
        grad[i] = ofNegatives * weight * sigmoid(scores[i]!);
      }
    }
    slope = positive[1] * positiveLoss + negative[1] * negativeLoss + prior * share * Math.LN2;
    return positive[0] * positiveLoss + negative[0] * negativeLoss + lambda.value * slope;
  };
  const loss = defineLoss<NumericArray>({ name, list, rejects: ['groups'] });
  return {
    ...loss,
    lambda,
    valueAndGrad(scores, labels, inputs) {
      const { value, grad } = loss.valueAndGrad(scores, labels, inputs);
      return { value, grad, gradLambda: slope };
    },
  };
}
