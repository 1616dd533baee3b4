import { customGrad, mul, type Scalar, scalar, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { type AnyLoss, evaluateRows, evaluateScores, type ToTfjsOptions } from './read';

/** A loss as TensorFlow.js wants it: for `model.compile({ loss })`, `tf.grads` and `tf.variableGrads`. */
export type TfjsLoss = (yTrue: Tensor, yPred: Tensor) => Scalar;

/**
 * Turns a loss into a function of tensors, differentiable with respect to `yPred` (a loss of two sets of vectors: with
 * respect to both).
 *
 * `yPred` holds the scores, of shape [n] or [..., 1] ([..., C] for a loss over C classes); [n, c] with the option
 * `layout`. `yTrue` holds one label an item, or the columns that `targets` names on its last axis. A loss of two sets of
 * vectors takes x as `yPred` [n, d] and y as `yTrue` [m, d]. Any dtype is read; value and gradient are float32, computed
 * in float64 in between. Needs an engine that reads synchronously (cpu, wasm, WebGL); {@link valueAndGradAsync} does
 * not. The scalar returned is the caller's; nothing else stays allocated.
 *
 * @throws LossInputError from the function returned: what the loss throws, `LENGTH_MISMATCH` for shapes it would have to
 * guess about, `NON_FINITE` when the result overflows float32
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { pairwiseAucLoss } from '@backdropjs/losses';
 * import { toTfjs } from '@backdropjs/losses/tfjs';
 * const loss = toTfjs(pairwiseAucLoss());
 * const gradient = tf.grad((scores) => loss(tf.tensor1d([1, 0]), scores))(tf.tensor1d([0, 0]));
 * if ((await gradient.data())[0] !== -0.25) throw new Error('half the slope of the sigmoid at 0');
 * ```
 */
export function toTfjs(loss: AnyLoss, options: ToTfjsOptions = {}): TfjsLoss {
  return (yTrue, yPred) => {
    // Gradients wait as plain numbers: they become tensors only if a tape asks, and inside that tape's scope.
    const times = (grad: Float64Array, like: Tensor) => (dy: Tensor) =>
      mul(dy, tensor(Float32Array.from(grad), like.shape, 'float32'));
    if ('targets' in loss) {
      const evaluate = customGrad((scores) => {
        const prediction = scores as Tensor;
        const { value, grad } = evaluateScores(
          loss,
          yTrue,
          yTrue.dataSync(),
          prediction,
          prediction.dataSync(),
          options,
        );
        return { value: scalar(value, 'float32'), gradFunc: times(grad, yPred) };
      });
      return evaluate(yPred) as Scalar;
    }
    const evaluate = customGrad((y, x) => {
      const [target, prediction] = [y as Tensor, x as Tensor];
      const result = evaluateRows(loss, target, target.dataSync(), prediction, prediction.dataSync());
      const [toY, toX] = [times(result.gradY, yTrue), times(result.gradX, yPred)];
      return { value: scalar(result.value, 'float32'), gradFunc: (dy: Tensor) => [toY(dy), toX(dy)] };
    });
    return evaluate(yTrue, yPred) as Scalar;
  };
}
