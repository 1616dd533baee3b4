import { dispose, Tensor, tidy, type Variable, variableGrads } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { readOptions, refuse, refuseKind } from '../check';
import { scalarOf } from '../non-decomposable/evaluate-loss';
import { clearingTape } from '../tape';
import { checkInputs } from './graph';
import { maskedModel, type Placement } from './placement';
import { trainableOf } from './trainable';

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

/** What {@link gradientNoise} returns. */
export interface GradientNoise {
  /**
   * Variance of the gradient in units of the square of the full one, by the name of each trainable weight, in the model's
   * order: 0 behind all masks; for a weight without a full gradient NaN, or Infinity where masked gradients do not vanish.
   */
  noise: Record<string, number>;
  /** Square of the whole full gradient in units of the variance of all entries: Infinity without masks. */
  signalToNoise: number;
  /**
   * Covariance between the layers with trainable weights, by their names: of `d_l`, the component of a layer's masked
   * gradient along its full one, in units of the latter. NaN for a layer without a full gradient.
   */
  covariance: Record<string, Record<string, number>>;
}

/**
 * How noisy masks make the gradient: its variance over masks relative to the full gradient, and what layers have in common.
 *
 * $$
 * \begin{aligned}
 * \text{noise}_w &= \frac{\sum_{j \in w} \operatorname{Var}(g_j)}{\sum_{j \in w} G_j^2}, \qquad
 * \text{signalToNoise} = \frac{\sum_j G_j^2}{\sum_j \operatorname{Var}(g_j)}, \\
 * \text{covariance}_{lk} &= \operatorname{Cov}(d_l, d_k), \qquad d_l = \frac{\sum_{j \in l} g_j G_j}{\sum_{j \in l} G_j^2}
 * \end{aligned}
 * $$
 *
 * with the entries `j` of a weight `w`, of a layer `l` or of all weights, `g` the masked gradient, `Var` and `Cov` sample
 * variance and covariance over the draws, and `G` the gradient without masks. At a noise of 1 it is as large as the
 * gradient. A step of a small learning rate along `g` lowers the loss in proportion to `sum_l d_l |G_l|^2`: layers of positive
 * covariance are lucky and unlucky together, as those in front of one mask are. The relative standard error of a noise is
 * about `sqrt(2 / draws)` when one direction dominates, less otherwise. The layers compute as at inference.
 *
 * @param model - tf.layers model with one output.
 * @param options - see {@link GradientNoiseOptions}.
 * @returns see {@link GradientNoise}.
 * @throws Error (the promise rejects) if `draws` is invalid, the model has several outputs or nothing to train, or as
 * `insertBackdrop` does.
 * @see McCandlish, Kaplan, Amodei et al., "An Empirical Model of Large-Batch Training", arXiv:1812.06162, section 2.2, for the
 * ratio `sum_j Var(g_j) / sum_j G_j^2`.
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
 * const { noise, signalToNoise, covariance } = await gradientNoise(model, {
 *   inputs: ones([2, 32, 32, 1]),
 *   labels: ones([2, 4]),
 *   loss: losses.meanSquaredError,
 *   placements: [{ after: 'first', rate: 0.8, axes: [1, 2] }],
 * });
 * // noise of 'first/kernel' and 'first/bias'; covariance.first.first is the variance of the layer's d
 * ```
 */
export async function gradientNoise(
  model: LayersModel,
  options: GradientNoiseOptions,
): Promise<GradientNoise> {
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
  const variables = trainableOf('gradientNoise', model);
  const gradients = async (forward: () => Tensor) => {
    const { value, grads } = clearingTape(() =>
      tidy(() => variableGrads(() => scalarOf('gradientNoise', loss(labels, forward())), variables)),
    );
    const values = await Promise.all(variables.map(({ name }) => grads[name]?.data<'float32'>()));
    dispose([value, grads]);
    return values;
  };

  const full = await gradients(() => unmasked(x, 0)[0]!);
  const powers = full.map((gradient) => dot(gradient, gradient));
  // Welford's algorithm, entry by entry.
  const means = variables.map(({ size }) => new Float64Array(size));
  const squares = new Float64Array(variables.length);
  const alongs: number[][] = [];
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
    alongs.push(drawn.map((gradient, v) => dot(gradient, full[v])));
  }
  const variances = squares.map((sum) => sum / (draws - 1));
  return {
    noise: Object.fromEntries(
      model.trainableWeights.map(({ name }, v) => [name, variances[v]! / powers[v]!]),
    ),
    signalToNoise: total(powers) / total(variances),
    covariance: covarianceOf(model, variables, powers, alongs),
  };
}

/** Between layers, of the sums over their variables of the components along the full gradient. */
function covarianceOf(
  model: LayersModel,
  variables: readonly Variable[],
  powers: readonly number[],
  alongs: readonly (readonly number[])[],
): GradientNoise['covariance'] {
  const components = model.layers
    .filter((layer) => layer.trainableWeights.length > 0)
    .map((layer) => {
      const own = layer.trainableWeights.map((weight) => variables.indexOf(weight.read() as Variable));
      const sum = (values: readonly number[]) => total(own.map((v) => values[v]!));
      const values = alongs.map((along) => sum(along) / sum(powers));
      const mean = total(values) / values.length;
      return [layer.name, values.map((value) => value - mean)] as const;
    });
  return Object.fromEntries(
    components.map(([name, a]) => [
      name,
      Object.fromEntries(components.map(([other, b]) => [other, dot(a, b) / (a.length - 1)])),
    ]),
  );
}

function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

/** 0 where there is no gradient. */
function dot(a: ArrayLike<number> = [], b: ArrayLike<number> = []): number {
  let sum = 0;
  for (let i = 0; i < Math.min(a.length, b.length); i++) sum += a[i]! * b[i]!;
  return sum;
}
