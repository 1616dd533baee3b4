import { check, finite, notNegative, unit } from '../check';
import { defineLoss } from '../core/define-loss';
import { binaryLabels, itemInputs } from '../core/lists';
import { sigmoid, softplus } from '../core/sigmoid';
import type { ItemInputs, Loss, NumericArray, ValueAndGrad } from '../core/types';

/**
 * The multiplier of a constraint, 0 or more: a plain object, so that it is saved with `JSON.stringify` and restored by
 * passing what was saved. The loss reads it at every call and never changes it; {@link ascend} does.
 */
export interface DualVariable {
  /** Its present size, 0 or more. */
  value: number;
}

/** Value, gradient with respect to the scores, and slope with respect to the multiplier. */
export interface LagrangianValueAndGrad extends ValueAndGrad {
  /** d value / d lambda: positive while the constraint is violated. */
  readonly gradLambda: number;
}

/** A loss with a multiplier: to be minimized over the scores and maximized over lambda >= 0. */
export interface LagrangianLoss extends Loss<NumericArray, ItemInputs> {
  /** The multiplier that the loss reads: the object that was passed, or one made of the number. */
  readonly lambda: DualVariable;
  /** As for any loss, with the slope of the multiplier. */
  valueAndGrad(scores: NumericArray, labels: NumericArray, inputs?: ItemInputs): LagrangianValueAndGrad;
}

/**
 * One step of projected gradient ascent on a multiplier: lambda <- max(0, lambda + learningRate * gradLambda).
 *
 * $$
 * \lambda \leftarrow \max(0, \lambda + \text{learningRate} \cdot g)
 * $$
 *
 * @param lambda - the multiplier that a loss reads; changed.
 * @param gradLambda - slope of the loss by it, as `valueAndGrad` gives it.
 * @param learningRate - length of the step, a finite number.
 * @returns nothing: the multiplier is changed in place.
 * @throws LossInputError `OUT_OF_RANGE` for a multiplier below 0, for what is no finite number, and when the step would
 * leave the finite numbers
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
  const fn = 'ascend';
  check(fn, 'lambda', lambda?.value, notNegative);
  check(fn, 'gradLambda', gradLambda, finite);
  check(fn, 'learningRate', learningRate, finite);
  const next = Math.max(0, lambda.value + learningRate * gradLambda);
  check(fn, 'lambda', next, notNegative);
  lambda.value = next;
}

/**
 * value = l+ + lambda slope or l- + lambda slope, slope = a l+ + b l- + c pi ln 2; l+ and l- the logistic losses of the
 * classes, pi the share of the positives.
 *
 * @param target - the name of the option that says what is asked for
 * @param objective - the label of the class whose loss stands alone
 * @param constraint - a, b and c for that option
 */
export function lagrangianLoss<Target extends string>(
  name: string,
  options: { readonly [T in Target]: number } & { readonly lambda?: number | DualVariable | undefined },
  target: Target,
  objective: 0 | 1,
  constraint: (target: number) => readonly [positive: number, negative: number, prior: number],
): LagrangianLoss {
  let lambda = {} as DualVariable;
  const checkLambda = () => check(name, 'lambda', lambda.value, notNegative);
  let gradLambda = 0;
  const loss = defineLoss<Record<string, unknown>, string>({
    name,
    options,
    labels: binaryLabels,
    inputs: itemInputs,
    // lambda is checked at every call.
    known: { [target]: [undefined, unit], lambda: [1, ['', () => true]] },
    list(checked) {
      const [a, b, c] = constraint(checked[target] as number);
      const given = checked['lambda'] as number | DualVariable | null;
      lambda = given && typeof given === 'object' ? given : { value: given as number };
      checkLambda();
      return ({ scores, labels, weights }, grad) => {
        checkLambda();
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        check(name, 'the sum of the weights', total, finite, 'NON_FINITE');
        let value = 0;
        for (let i = 0; i < scores.length; i++) {
          const weight = weights[i]! / total;
          const alone = Number(labels[i] === objective);
          const [sign, slope, prior] = labels[i] ? [-1, a, c] : [1, b, 0];
          const x = sign * scores[i]!;
          value += alone * weight * softplus(x);
          gradLambda += weight * (slope * softplus(x) + prior * Math.LN2);
          grad[i] = sign * (alone + lambda.value * slope) * weight * sigmoid(x);
        }
        return value + lambda.value * gradLambda;
      };
    },
  });
  return {
    ...loss,
    lambda,
    valueAndGrad(...inputs) {
      // What stays where the loss is undefined and counts as zero.
      gradLambda = 0;
      const result = loss.valueAndGrad(...inputs);
      return { ...result, gradLambda: gradLambda + 0 * result.value }; // NaN with the value
    },
  };
}
