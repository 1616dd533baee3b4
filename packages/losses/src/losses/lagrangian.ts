import { type Check, check, finite, notNegative } from '../core/checks';
import { defineLoss, type ListLoss } from '../core/define-loss';
import { binaryLabels, itemInputs } from '../core/lists';
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
  check('ascend', 'lambda', next, notNegative);
  lambda.value = next;
}

/** The option `lambda` and its default. */
export const multiplierOption: readonly [number, Check] = [
  1,
  [
    'a number in [0, Infinity), or an object with such a value',
    (lambda) => notNegative[1]((lambda as DualVariable).value ?? lambda),
  ],
];

/**
 * value = l+ + lambda slope or l- + lambda slope, slope = a l+ + b l- + c pi ln 2; l+ and l- the logistic losses of the
 * classes, pi the share of the positives.
 *
 * @param objective - the label of the class whose loss stands alone
 * @param constraint - a, b and c
 */
export function lagrangianLoss(
  name: string,
  multiplier: number | DualVariable,
  objective: 0 | 1,
  constraint: readonly [positive: number, negative: number, prior: number],
): LagrangianLoss {
  const lambda = typeof multiplier === 'number' ? { value: multiplier } : multiplier;
  const checkLambda = () => check(name, 'lambda', lambda.value, notNegative);
  checkLambda();
  let gradLambda = 0;
  const list: ListLoss = (scores, labels, weights, grad) => {
    checkLambda();
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    check(name, 'the sum of the weights', total, finite, 'NON_FINITE');
    let value = 0;
    gradLambda = 0;
    for (let i = 0; i < scores.length; i++) {
      const weight = weights[i]! / total;
      const isPositive = labels[i] === 1;
      const slope = isPositive ? constraint[0] : constraint[1];
      const alone = Number(labels[i] === objective);
      const x = isPositive ? -scores[i]! : scores[i]!;
      value += alone * weight * softplus(x);
      gradLambda += slope * weight * softplus(x);
      if (isPositive) gradLambda += constraint[2] * weight * Math.LN2;
      grad[i] = (isPositive ? -1 : 1) * (alone + lambda.value * slope) * weight * sigmoid(x);
    }
    return value + lambda.value * gradLambda;
  };
  const loss = defineLoss<NumericArray>(name, 'throw', list, binaryLabels, itemInputs);
  return {
    ...loss,
    lambda,
    valueAndGrad: (...inputs) => ({ ...loss.valueAndGrad(...inputs), gradLambda }),
  };
}
