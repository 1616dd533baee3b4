import { dispose, type Scalar, Tensor, tensor, tidy, valueAndGrad } from '@tensorflow/tfjs-core';
import { refuse, refuseKind } from '../check';
import { clearingTape } from '../tape';
import { flattened, isTensor, type NestedNumbers } from './sample-array';

/** What may accompany the scores and labels of a loss on plain numbers, one entry for each score. */
export interface LossInputs {
  /** Weights of the samples. */
  weights?: ArrayLike<number> | undefined;
  /** Which list, query or group each sample belongs to. */
  groups?: ArrayLike<number> | undefined;
}

/** A loss on plain numbers, such as those of `@backdropjs/losses`. */
export interface ScoresLoss<Labels> {
  /** Value, and gradient with one number for each score. */
  valueAndGrad(scores: Float32Array, labels: Labels, inputs?: LossInputs): LossValueAndGrad;
}

/** What a loss returns. */
export interface LossValueAndGrad {
  /** The loss. */
  value: number;
  /** Its gradient by the scores, one number each. */
  grad: ArrayLike<number>;
  /** Slope by the multiplier, of a loss that has one. */
  gradLambda?: number | undefined;
}

/** A loss on tensors, such as those of `tf.losses`. */
export type TensorLoss = (yTrue: Tensor, yPred: Tensor) => Tensor;

/** Labels as a loss on plain numbers takes them, a tensor, or nested arrays of numbers. */
export type LossLabels<Labels> = Labels | Tensor | NestedNumbers;

/** Value of a loss and its gradient with respect to the scores, which have the given shape. */
export async function evaluateLoss<Labels>(
  caller: string,
  loss: ScoresLoss<Labels> | TensorLoss,
  scores: Float32Array,
  shape: number[],
  labels: LossLabels<Labels>,
  inputs: LossInputs,
): Promise<LossValueAndGrad> {
  const result = await (typeof loss === 'function'
    ? evaluateTensorLoss(caller, loss, scores, shape, labels)
    : loss.valueAndGrad(scores, (await numbersOf(caller, labels)) as Labels, ...givenOf(inputs)));
  const { value, grad } = Object(result) as Partial<LossValueAndGrad>;
  if (typeof value !== 'number' || grad?.length !== scores.length) {
    const received = typeof value === 'number' ? grad?.length : value;
    const constraint = `loss must return a number as value and as grad one for each of ${scores.length} scores`;
    refuse(caller, constraint, received);
  }
  for (let i = 0; i < scores.length; i++) {
    if (!Number.isFinite(grad[i])) refuse(caller, `loss must return a finite grad for score ${i}`, grad[i]);
  }
  return result as LossValueAndGrad;
}

/** What accompanies the scores, if anything does: a loss of two arguments gets two. */
export function givenOf({ weights, groups }: LossInputs): [LossInputs?] {
  if (weights === undefined && groups === undefined) return [];
  return [{ ...(weights !== undefined && { weights }), ...(groups !== undefined && { groups }) }];
}

/** Labels as plain numbers, in row-major order, where they are a tensor or nested arrays. */
export async function numbersOf(caller: string, labels: unknown): Promise<unknown> {
  if (isTensor(labels)) {
    if (labels.isDisposed) refuseKind(caller, 'labels must be live', 'disposed');
    return labels.data();
  }
  const isNested = Array.isArray(labels) && Array.isArray(labels[0]);
  return isNested ? flattened(caller, 'labels', labels as NestedNumbers).values : labels;
}

/** What a loss of tensors has returned, if it is one live number. */
export function scalarOf(caller: string, y: Tensor): Scalar {
  if (!(y instanceof Tensor && y.size === 1 && !y.isDisposed)) {
    const received = y instanceof Tensor ? y.shape : y;
    refuseKind(caller, 'loss must return a scalar', received, 'take its mean or sum');
  }
  return y as Scalar;
}

async function evaluateTensorLoss(
  caller: string,
  loss: TensorLoss,
  scores: Float32Array,
  shape: number[],
  labels: unknown,
): Promise<LossValueAndGrad> {
  const numbers = isTensor(labels) && !labels.isDisposed ? undefined : await numbersOf(caller, labels);
  if (numbers && (numbers as number[]).length !== scores.length) {
    const constraint = `labels of a loss of tensors must be a tensor, or one number for each of ${scores.length} scores`;
    refuse(caller, constraint, (numbers as number[]).length ?? labels);
  }
  const { value, grad } = clearingTape(() =>
    tidy(() => {
      // Labels that are no tensor take the shape of the scores.
      const yTrue = isTensor(labels) ? labels : tensor(Float32Array.from(numbers as number[]), shape);
      const scalarLoss = (yPred: Tensor) => {
        return scalarOf(caller, loss(yTrue, yPred));
      };
      return valueAndGrad(scalarLoss)(tensor(scores, shape));
    }),
  );
  try {
    const [values, gradValues] = await Promise.all([value.data(), grad.data()]);
    return { value: values[0]!, grad: gradValues };
  } finally {
    dispose([value, grad]);
  }
}
