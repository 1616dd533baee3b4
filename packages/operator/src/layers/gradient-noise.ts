import { dispose, Tensor, tidy, type Variable, variableGrads } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { readOptions, refuse, refuseKind } from '../check';
import { scalarOf } from '../non-decomposable/evaluate-loss';
import { clearingTape } from '../tape';
import { checkInputs } from './graph';
import { maskedModel, type Placement } from './placement';

/** What {@link gradientNoise} measures. */
export interface GradientNoiseOptions {
  /** What the model takes, the batch first; a list for several inputs. */
  inputs: Tensor | readonly Tensor[];
  /** What the loss compares the output with. */
  labels: Tensor;
  /** Loss of `(yTrue, yPred)`, a scalar; for example one of `tf.losses`. */
  loss: (yTrue: Tensor, yPred: Tensor) => Tensor;
  /** The masks, as for `insertBackdrop`. */
  placements: readonly Placement[];
  /** How many masks are drawn, at least 2; those of the first training steps. 100 by default. */
  draws?: number | undefined;
}

/**
 * How noisy masks make the gradient: for each trainable weight its variance over masks, relative to the full gradient.
 *
 * $$
 * \text{noise} = \frac{\sum_j \operatorname{Var}(g_j)}{\sum_j G_j^2}
 * $$
 *
 * `noise = sum_j Var(g_j) / sum_j G_j^2` over the entries `j` of a weight, with `g` the masked gradient, `Var` its sample
 * variance over the draws, and `G` the gradient without masks. At 1 the noise is as large as the gradient. Weights
 * behind all masks have 0. The relative standard error of a value is about `sqrt(2 / draws)` when one direction
 * dominates, less otherwise. The layers compute as at inference.
 *
 * @param model - tf.layers model with one output.
 * @param options - see {@link GradientNoiseOptions}.
 * @returns Noise by the name of the weight, in the model's order; for a weight without a full gradient NaN, or Infinity
 * where masked gradients do not vanish.
 * @throws Error (the promise rejects) if `draws` is invalid, the model has several outputs, or as `insertBackdrop` does.
 *
 * @example
 * ```ts
 * import { gradientNoise } from '@backdropjs/operator/layers';
 * import { losses, ones } from '@tensorflow/tfjs-core';
 * import { layers, sequential } from '@tensorflow/tfjs-layers';
 *
 * const model = sequential();
 * model.add(layers.conv2d({ name: 'first', inputShape: [32, 32, 1], filters: 4, kernelSize: 4, strides: 4 }));
 * model.add(layers.globalAveragePooling2d({}));
 * const noise = await gradientNoise(model, {
 *   inputs: ones([2, 32, 32, 1]),
 *   labels: ones([2, 4]),
 *   loss: losses.meanSquaredError,
 *   placements: [{ after: 'first', rate: 0.8, axes: [1, 2] }],
 * });
 * ```
 */
export async function gradientNoise(
  model: LayersModel,
  options: GradientNoiseOptions,
): Promise<Record<string, number>> {
  readOptions('gradientNoise', options, ['inputs', 'labels', 'loss', 'placements', 'draws']);
  const { inputs, labels, loss, placements, draws = 100 } = options;
  if (typeof loss !== 'function') refuseKind('gradientNoise', 'loss must be a function of tensors', loss);
  if (!(Number.isSafeInteger(draws) && draws >= 2)) {
    refuse('gradientNoise', 'draws must be an integer of at least 2', draws);
  }
  const masked = maskedModel('gradientNoise', model, placements);
  const unmasked = maskedModel('gradientNoise', model, []);
  if (model.outputs.length !== 1) {
    refuse('gradientNoise', 'model must have one output', model.outputs.length);
  }
  const x = Array.isArray(inputs) ? (inputs as Tensor[]) : [inputs as Tensor];
  checkInputs('gradientNoise', model, x);
  if (!(labels instanceof Tensor) || labels.isDisposed) {
    refuseKind('gradientNoise', 'labels must be a live tensor', labels);
  }
  const weights = model.trainableWeights;
  const variables = weights.map((weight) => weight.read() as Variable);
  const gradients = async (forward: () => Tensor) => {
    const { value, grads } = clearingTape(() =>
      tidy(() => variableGrads(() => scalarOf('gradientNoise', loss(labels, forward())), variables)),
    );
    const values = await Promise.all(variables.map(({ name }) => grads[name]?.data<'float32'>()));
    dispose([value, grads]);
    return values;
  };

  const full = await gradients(() => unmasked(x, 0)[0]!);
  // Welford's algorithm, entry by entry.
  const means = variables.map(({ size }) => new Float64Array(size));
  const squares = new Float64Array(variables.length);
  for (let step = 0; step < draws; step++) {
    const drawn = await gradients(() => masked(x, step)[0]!);
    for (const [v, gradient] of drawn.entries()) {
      const mean = means[v]!;
      gradient?.forEach((entry, j) => {
        const difference = entry - mean[j]!;
        mean[j]! += difference / (step + 1);
        squares[v]! += difference * (entry - mean[j]!);
      });
    }
  }
  return Object.fromEntries(
    weights.map(({ name }, v) => {
      const power = full[v]?.reduce((sum, entry) => sum + entry * entry, 0) ?? 0;
      return [name, squares[v]! / (draws - 1) / power];
    }),
  );
}
