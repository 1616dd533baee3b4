import {
  dispose,
  mul,
  type NamedTensorMap,
  sum,
  type Tensor,
  tensor,
  tidy,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { evaluateScores, type ScoresLoss, type ToTfjsOptions } from './read';

/**
 * Value and gradient with respect to the scores, without reading a tensor synchronously: for WebGPU, where that is slow
 * or impossible. Shapes and options as in {@link toTfjs}; the gradient is float32 of the shape of `yPred` and the
 * caller's to dispose.
 *
 * @throws LossInputError (the promise rejects) as {@link toTfjs}
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { pairwiseAucLoss } from '@backdropjs/losses';
 * import { valueAndGradAsync } from '@backdropjs/losses/tfjs';
 * const { value, grad } = await valueAndGradAsync(pairwiseAucLoss(), tf.tensor1d([1, 0]), tf.tensor1d([0, 0]));
 * if (value !== 0.5 || (await grad.data())[1] !== 0.25) throw new Error('the sigmoid at 0');
 * ```
 */
export async function valueAndGradAsync(
  loss: ScoresLoss,
  yTrue: Tensor,
  yPred: Tensor,
  options: ToTfjsOptions = {},
): Promise<{ value: number; grad: Tensor }> {
  const [trueValues, predicted] = await Promise.all([yTrue.data(), yPred.data()]);
  const { value, grad } = evaluateScores(loss, yTrue, trueValues, yPred, predicted, options);
  return { value, grad: tensor(Float32Array.from(grad), yPred.shape, 'float32') };
}

/**
 * Value of a loss of `forward()` and its gradients with respect to the trainable variables that `forward` uses, without
 * reading a tensor synchronously. `forward` runs twice and must give the same scores both times: once for the scores,
 * then, their gradient g known, under the tape of sum(scores * g), whose gradients are those of the loss.
 *
 * @param forward - computes the scores from the model's variables
 * @returns the value, and the gradients by variable name, the caller's to apply and dispose
 *
 * @throws LossInputError (the promise rejects) as {@link toTfjs}
 */
export async function variableGradsAsync(
  loss: ScoresLoss,
  yTrue: Tensor,
  forward: () => Tensor,
  options: ToTfjsOptions = {},
): Promise<{ value: number; grads: NamedTensorMap }> {
  const scores = tidy(forward);
  const { value, grad } = await valueAndGradAsync(loss, yTrue, scores, options).finally(() =>
    dispose(scores),
  );
  const { value: product, grads } = tidy(() => variableGrads(() => sum(mul(forward(), grad))));
  dispose([product, grad]);
  return { value, grads };
}
