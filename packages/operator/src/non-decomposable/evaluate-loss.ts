import { dispose, type Scalar, type Tensor, tensor, tidy, valueAndGrad } from '@tensorflow/tfjs-core';
import { refuse } from '../check';
import { isTensor } from './sample-array';

/** A loss on plain numbers, such as those of `@backdropjs/losses`. */
export interface ScoresLoss<Labels> {
  /** Value, and gradient with one number for each score. */
  valueAndGrad(scores: Float32Array, labels: Labels): { value: number; grad: ArrayLike<number> };
}

/** A loss on tensors, such as those of `tf.losses`. */
export type TensorLoss = (yTrue: Tensor, yPred: Tensor) => Tensor;

/** Labels as a loss on plain numbers, or a tensor, takes them. */
export type LossLabels<Labels> = Labels | Tensor;

/** Value of a loss and its gradient with respect to the scores, which have the given shape. */
export async function evaluateLoss<Labels>(
  caller: string,
  loss: ScoresLoss<Labels> | TensorLoss,
  scores: Float32Array,
  shape: number[],
  labels: LossLabels<Labels>,
): Promise<{ value: number; grad: ArrayLike<number> }> {
  if (typeof loss === 'function') return evaluateTensorLoss(caller, loss, scores, shape, labels);
  const target = isTensor(labels) ? ((await labels.data()) as Labels) : labels;
  const { value, grad } = loss.valueAndGrad(scores, target);
  if (grad?.length !== scores.length) {
    refuse(caller, `loss must return as grad one number for each of ${scores.length} scores`, grad?.length);
  }
  return { value, grad };
}

async function evaluateTensorLoss(
  caller: string,
  loss: TensorLoss,
  scores: Float32Array,
  shape: number[],
  labels: unknown,
): Promise<{ value: number; grad: ArrayLike<number> }> {
  const { value, grad } = tidy(() => {
    // Labels that are no tensor take the shape of the scores.
    const yTrue = isTensor(labels) ? labels : tensor(labels as number[], shape, 'float32');
    const scalarLoss = (yPred: Tensor) => {
      const y = loss(yTrue, yPred);
      if (y?.size !== 1) {
        refuse(caller, 'loss must return a scalar', y?.shape ?? y, 'take its mean or sum');
      }
      return y as Scalar;
    };
    return valueAndGrad(scalarLoss)(tensor(scores, shape));
  });
  try {
    const [values, gradValues] = await Promise.all([value.data(), grad.data()]);
    return { value: values[0]!, grad: gradValues };
  } finally {
    dispose([value, grad]);
  }
}
