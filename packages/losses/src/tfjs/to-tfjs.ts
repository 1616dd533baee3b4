import { customGrad, mul, type Scalar, scalar, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { isUndefined } from '../errors';
import type { RowsValueAndGrad } from '../losses/rows';
import { checkTensors } from './check-tensors';
import {
  type AnyLoss,
  checkLoss,
  type OptionsOf,
  rowsEvaluator,
  scoresEvaluator,
  type ToTfjsOptions,
} from './read';
import { type BatchWatch, setWatch, withRemedy } from './undefined-batches';

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
 * not. The scalar returned is the caller's; nothing else stays allocated. The function bears the name of the loss.
 *
 * A batch of a few items may have no loss (one class, no event, nothing relevant). Then it throws, whatever `onUndefined`
 * says about lists but 'zero' and 'nan': draw batches that have one (`stratifiedDataset`), or leave such out
 * (`skipUndefinedBatches`), both in `@backdropjs/losses/layers`. With 'zero' such batches pull the mean in a history down.
 * `classWeight` of `fit` multiplies the loss of a whole batch by a mean weight: weights of items go through `targets`.
 *
 * @param loss - of this package, or your own with `valueAndGrad`.
 * @param options - those of {@link ToTfjsOptions} that mean something for the loss.
 * @returns a function `(yTrue, yPred)` that returns a scalar, for `model.compile`, `tf.grads` and
 * `tf.variableGrads`.
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
    mul(dy, tensor(new Float32Array(grad), like.shape, 'float32'));
  if ('targets' in loss) {
    const evaluate = scoresEvaluator(loss, options as ToTfjsOptions | undefined);
    const watch: BatchWatch = {};
    const tfjsLoss: TfjsLoss = (yTrue, yPred) => {
      checkTensors(loss.name, { yTrue, yPred });
      const rows = yPred.shape[0] ?? 1;
      const apply = customGrad((scores) => {
        const prediction = scores as Tensor;
        try {
          const { value, grad } = evaluate(yTrue, yTrue.dataSync(), prediction, prediction.dataSync());
          watch.onCall?.({ rows, value });
          return { value: scalar(value, 'float32'), gradFunc: times(grad, yPred) };
        } catch (error) {
          if (!watch.onCall || !isUndefined(error)) throw withRemedy(error);
          watch.onCall({ rows, value: undefined });
          return { value: scalar(0, 'float32'), gradFunc: times(new Float64Array(yPred.size), yPred) };
        }
      });
      return apply(yPred) as Scalar;
    };
    setWatch(tfjsLoss, watch);
    return named(tfjsLoss, loss.name);
  }
  const evaluate = rowsEvaluator(loss, options as ToTfjsOptions<RowsValueAndGrad> | undefined);
  const tfjsLoss: TfjsLoss = (yTrue, yPred) => {
    checkTensors(loss.name, { yTrue, yPred });
    const apply = customGrad((y, x) => {
      const [target, prediction] = [y as Tensor, x as Tensor];
      const result = evaluate(target, target.dataSync(), prediction, prediction.dataSync());
      const [toY, toX] = [times(result.gradY, yTrue), times(result.gradX, yPred)];
      return { value: scalar(result.value, 'float32'), gradFunc: (dy: Tensor) => [toY(dy), toX(dy)] };
    });
    return apply(yTrue, yPred) as Scalar;
  };
  return named(tfjsLoss, loss.name);
}

/** The function with the name of its loss, by which a history of training calls it where it is a metric. */
function named(tfjsLoss: TfjsLoss, name: string): TfjsLoss {
  return Object.defineProperty(tfjsLoss, 'name', { value: name });
}
