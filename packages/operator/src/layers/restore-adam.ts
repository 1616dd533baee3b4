import { type Optimizer, scalar, type Variable } from '@tensorflow/tfjs-core';
import { refuseKind } from '../check';

/** What tfjs keeps in an Adam optimizer: the decay rates, and their powers of the next step. */
interface AdamState {
  beta1: number;
  beta2: number;
  accBeta1: Variable;
  accBeta2: Variable;
}

/**
 * Makes a restored Adam optimizer continue at the very bits of the one that was saved.
 *
 * $$
 * \beta^t = \operatorname{fl}(\cdots \operatorname{fl}(\operatorname{fl}(\beta \cdot \beta) \cdot \beta) \cdots)
 * $$
 *
 * Adam divides its moments by `1 - beta^t`. While it trains, tfjs multiplies `beta^t` up in float32, step by step. It
 * saves the number of steps only, and restores the power in one go, which differs in the last bits. This multiplies it
 * up again. The other optimizers of `tf.train` resume exactly without help (but for adamax, which tfjs cannot save), and
 * are left as they are.
 *
 * @param optimizer - that of a model loaded with its optimizer, or one whose `setWeights` has been awaited.
 * @returns nothing: the optimizer is changed.
 * @throws Error if `optimizer` is none.
 *
 * @example
 * ```ts
 * import { restoreAdam } from '@backdropjs/operator/layers';
 * import { train } from '@tensorflow/tfjs-core';
 *
 * // After loadLayersModel: restoreAdam(model.optimizer). Or where an optimizer is saved by itself:
 * const saved = await train.adam(0.01).getWeights();
 * const optimizer = train.adam(0.01);
 * await optimizer.setWeights(saved);
 * restoreAdam(optimizer);
 * ```
 */
export function restoreAdam(optimizer: Optimizer): void {
  if (typeof optimizer?.getClassName !== 'function') {
    refuseKind(
      'restoreAdam',
      'optimizer must be one of tf.train',
      optimizer,
      'save it with includeOptimizer',
    );
  }
  if (optimizer.getClassName() !== 'Adam') return;
  const { beta1, beta2, accBeta1, accBeta2 } = optimizer as unknown as AdamState;
  for (const [beta, power] of [
    [beta1, accBeta1],
    [beta2, accBeta2],
  ] as const) {
    const factor = Math.fround(beta);
    let product = factor;
    for (let step = 0; step < optimizer.iterations; step++) product = Math.fround(product * factor);
    const restored = scalar(product);
    power.assign(restored);
    restored.dispose();
  }
}
