import { customGrad, mul, type Scalar, scalar, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { LossInputError } from '../core/errors';
import type { Loss } from '../core/types';

/** A loss as TensorFlow.js wants it: for `model.compile({ loss })`, `tf.grads` and `tf.variableGrads`. */
export type TfjsLoss = (yTrue: Tensor, yPred: Tensor) => Scalar;

/**
 * Turns a loss into a function of tensors, differentiable with respect to `yPred`.
 *
 * `yPred` holds one score an item and `yTrue` one label, each of shape [n] or [n, 1]; any dtype is read, the value
 * and the gradient are float32, computed in float64 in between. Needs an engine that reads synchronously (cpu, wasm,
 * WebGL). The scalar returned is the caller's; nothing else stays allocated.
 *
 * @throws LossInputError what the loss throws, from the call of the function returned; `LENGTH_MISMATCH` too for
 * other shapes
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
export function toTfjs(loss: Loss): TfjsLoss {
  return (yTrue, yPred) => {
    const labels = readColumn(loss, 'yTrue', yTrue);
    const evaluate = customGrad((scores) => {
      const { value, grad } = loss.valueAndGrad(readColumn(loss, 'yPred', scores as Tensor), labels);
      // The gradient waits as plain numbers: it becomes a tensor only if a tape asks, and inside that tape's scope.
      return {
        value: scalar(value, 'float32'),
        gradFunc: (dy: Tensor) => mul(dy, tensor(Float32Array.from(grad), yPred.shape)),
      };
    });
    return evaluate(yPred) as Scalar;
  };
}

function readColumn(loss: Loss, name: string, values: Tensor) {
  if (values.rank < 1 || values.rank > 2 || (values.shape[1] ?? 1) !== 1) {
    throw new LossInputError(
      'LENGTH_MISMATCH',
      `${loss.name}: ${name} must have shape [n] or [n, 1], got [${values.shape}]; use a dense layer of one unit`,
    );
  }
  return values.dataSync();
}
