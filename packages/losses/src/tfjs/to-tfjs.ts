import { customGrad, mul, type Scalar, scalar, type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { RowsValueAndGrad } from '../losses/rows';
import {
  type AnyLoss,
  checkLoss,
  type OptionsOf,
  rowsEvaluator,
  scoresEvaluator,
  type ToTfjsOptions,
} from './read';

/** A loss as TensorFlow.js wants it: for `model.compile({ loss })`, `tf.grads` and `tf.variableGrads`. */
export type TfjsLoss = (yTrue: Tensor, yPred: Tensor) => Scalar;

/**
 * Turns a loss into a function of tensors, differentiable with respect to `yPred` (a loss of two sets of vectors: with
 * respect to both).
 *
 * `yPred` holds the scores, of shape [n] or [..., 1] ([..., C] for a loss over C classes); [n, c] with the option
 * `layout`. `yTrue` has the shape of the items (axes of length 1 at the end may differ) and holds one label each, or, on one
 * more axis, the columns that `targets` names. A loss of two sets of vectors takes x as `yPred` [n, d] and y as `yTrue`
 * [m, d], and of the options `onResult` alone. Any dtype is read; value and gradient are float32, computed
 * in float64 in between. Needs an engine that reads synchronously (cpu, wasm, WebGL); {@link valueAndGradAsync} does
 * not. The scalar returned is the caller's; nothing else stays allocated.
 *
 * @throws LossInputError `OUT_OF_RANGE` for options that the loss does not take and for what is no loss, as a factory that
 * was not called; from the function returned: what the loss throws, `LENGTH_MISMATCH` for shapes it would have to
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
export function toTfjs<L extends AnyLoss>(loss: L, options?: OptionsOf<L>): TfjsLoss {
  checkLoss('toTfjs', loss);
  // Gradients wait as plain numbers: they become tensors only if a tape asks, and inside that tape's scope.
  const times = (grad: Float64Array, like: Tensor) => (dy: Tensor) =>
    mul(dy, tensor(Float32Array.from(grad), like.shape, 'float32'));
  if ('targets' in loss) {
    const evaluate = scoresEvaluator(loss, options as ToTfjsOptions | undefined);
    return (yTrue, yPred) => {
      const apply = customGrad((scores) => {
        const prediction = scores as Tensor;
        const { value, grad } = evaluate(yTrue, yTrue.dataSync(), prediction, prediction.dataSync());
        return { value: scalar(value, 'float32'), gradFunc: times(grad, yPred) };
      });
      return apply(yPred) as Scalar;
    };
  }
  const evaluate = rowsEvaluator(loss, options as ToTfjsOptions<RowsValueAndGrad> | undefined);
  return (yTrue, yPred) => {
    const apply = customGrad((y, x) => {
      const [target, prediction] = [y as Tensor, x as Tensor];
      const result = evaluate(target, target.dataSync(), prediction, prediction.dataSync());
      const [toY, toX] = [times(result.gradY, yTrue), times(result.gradX, yPred)];
      return { value: scalar(result.value, 'float32'), gradFunc: (dy: Tensor) => [toY(dy), toX(dy)] };
    });
    return apply(yTrue, yPred) as Scalar;
  };
}
