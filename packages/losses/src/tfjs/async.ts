import {
  clone,
  customGrad,
  mul,
  type NamedTensorMap,
  type Scalar,
  scalar,
  type Tensor,
  tensor,
  tidy,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { callable, check } from '../check';
import { checkTensors } from './check-tensors';
import {
  checkScoresLoss,
  type OptionsOf,
  type ScoresLoss,
  scoresEvaluator,
  type ToTfjsOptions,
} from './read';
import { withRemedy } from './undefined-batches';

/**
 * Value and gradient with respect to the scores, without reading a tensor synchronously: for WebGPU, where that is slow
 * or impossible. Shapes and options as in {@link toTfjs}; the gradient is float32 of the shape of `yPred` and the
 * caller's to dispose. Takes no losses of two sets of vectors: read both tensors with `data()` and call the loss itself.
 *
 * @param loss - as {@link toTfjs} takes it.
 * @param yTrue - labels.
 * @param yPred - scores.
 * @param options - as {@link toTfjs} takes them.
 * @returns the value, a number, and the gradient.
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
export async function valueAndGradAsync<L extends ScoresLoss>(
  loss: L,
  yTrue: Tensor,
  yPred: Tensor,
  options?: OptionsOf<L>,
): Promise<{
  /** The loss. */
  value: number;
  /** Its gradient by the scores, the caller's to dispose. */
  grad: Tensor;
}> {
  const fn = 'valueAndGradAsync';
  checkScoresLoss(fn, loss);
  checkTensors(fn, { yTrue, yPred });
  const evaluate = scoresEvaluator(loss, options as ToTfjsOptions | undefined);
  const [trueValues, predicted] = await Promise.all([yTrue.data(), yPred.data()]);
  try {
    const { value, grad } = evaluate(yTrue, trueValues, yPred, predicted);
    return { value, grad: tensor(new Float32Array(grad), yPred.shape, 'float32') };
  } catch (error) {
    throw withRemedy(error);
  }
}

/**
 * Value of a loss of `forward()` and its gradients with respect to the trainable variables that `forward` uses, without
 * reading a tensor synchronously. `forward` runs twice and must give the same scores both times: once for the scores, then
 * under the tape, with the gradient of the loss known.
 *
 * @param forward - computes the scores from the model's variables
 * @param loss - as {@link toTfjs} takes it.
 * @param yTrue - labels.
 * @param options - as {@link toTfjs} takes them.
 * @returns the value, and the gradients by variable name, the caller's to apply and dispose
 *
 * @throws LossInputError (the promise rejects) as {@link toTfjs}
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { pairwiseAucLoss } from '@backdropjs/losses';
 * import { variableGradsAsync } from '@backdropjs/losses/tfjs';
 * const scores = tf.variable(tf.tensor1d([0, 0]), true, 'scores');
 * const { grads } = await variableGradsAsync(pairwiseAucLoss(), tf.tensor1d([1, 0]), () => scores);
 * if ((await grads['scores']!.data())[0] !== -0.25) throw new Error('half the slope of the sigmoid at 0');
 * ```
 */
export async function variableGradsAsync<L extends ScoresLoss>(
  loss: L,
  yTrue: Tensor,
  forward: () => Tensor,
  options?: OptionsOf<L>,
): Promise<{
  /** The loss. */
  value: number;
  /** A gradient for each variable, by name, the caller's to dispose. */
  grads: NamedTensorMap;
}> {
  const fn = 'variableGradsAsync';
  checkScoresLoss(fn, loss);
  checkTensors(fn, { yTrue });
  check(fn, 'forward', forward, callable);
  const scores = tidy(() => {
    const predicted = forward();
    checkTensors(fn, { 'the result of forward': predicted });
    return clone(predicted);
  });
  const { value, grad } = await valueAndGradAsync(loss, yTrue, scores, options).finally(() =>
    scores.dispose(),
  );
  const known = customGrad(() => ({
    value: scalar(value, 'float32'),
    gradFunc: (dy: Tensor) => mul(dy, grad),
  }));
  try {
    const taped = tidy(() => variableGrads(() => known(forward()) as Scalar));
    taped.value.dispose();
    return { value, grads: taped.grads };
  } finally {
    grad.dispose();
  }
}
