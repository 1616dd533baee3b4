import { abs, addN, grad, mul, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { checkWhole, fail, readOptions, refuse } from '../check';
import { clearingTape } from '../tape';
import { checkInputs } from './graph';
import { maskedModel, type Placement } from './placement';

/**
 * Where in the input the gradient survives under masks: `|dL/dx|` for `L = sum(y^2) / 2`, `y = model(x)`.
 *
 * $$
 * \Big|\frac{\partial L}{\partial x}\Big|, \qquad L = \tfrac{1}{2} \sum y^2
 * $$
 *
 * Exactly zero where no path from a kept position reaches, so a picture of it shows the receptive fields of the kept
 * positions, under all masks at once. The layers compute as at inference: batch normalization, which would couple all
 * positions, uses its moving statistics.
 *
 * @param model - tf.layers model with one input.
 * @param input - what the model takes, the batch first.
 * @param placements - the masks, as for {@link insertBackdrop}; none shows the full gradient.
 * @param options - `step`: the training step whose masks are drawn, 0 by default.
 * @returns float32 tensor of the shape of `input`, owned by the caller.
 * @throws Error if the model has several inputs, or a layer `masking` or `embedding`, which have no gradient in tfjs, or as
 * {@link insertBackdrop} does. Of other layers without one (dilated convolutions, `thresholdedReLU`) tfjs says so itself.
 * @see Golkar and Cranmer, "Backdrop: Stochastic Backpropagation", arXiv:1806.01337, section 2.
 *
 * @example
 * ```ts
 * import { gradientFootprint } from '@backdropjs/operator/layers';
 * import { ones } from '@tensorflow/tfjs-core';
 * import { layers, sequential } from '@tensorflow/tfjs-layers';
 *
 * const model = sequential();
 * model.add(layers.conv2d({ name: 'first', inputShape: [32, 32, 1], filters: 4, kernelSize: 4, strides: 4 }));
 * const footprint = gradientFootprint(model, ones([1, 32, 32, 1]), [{ after: 'first', rate: 0.8, axes: [1, 2] }]);
 * // [1, 32, 32, 1]; zero outside of about 13 of 64 squares of 4x4 pixels
 * ```
 */
export function gradientFootprint(
  model: LayersModel,
  input: Tensor,
  placements: readonly Placement[],
  options: { step?: number } = {},
): Tensor {
  const run = maskedModel('gradientFootprint', model, placements);
  if (model.inputs.length !== 1) {
    refuse('gradientFootprint', 'model must have one input', model.inputs.length);
  }
  checkInputs('gradientFootprint', model, [input]);
  // tfjs would throw far in.
  const opaque = model.layers.find((layer) => /^(Masking|Embedding)$/.test(layer.getClassName()));
  if (opaque) {
    const received = `${opaque.name}, which has no gradient`;
    fail('gradientFootprint', 'model must be differentiable by its input', received);
  }
  readOptions('gradientFootprint', options, ['step']);
  const { step = 0 } = options;
  checkWhole('gradientFootprint', 'step', step);
  const energy = (x: Tensor) => addN(run([x], step).map((y) => sum(mul(0.5, mul(y, y)))));
  return clearingTape(() => tidy(() => abs(grad(energy)(input))));
}
