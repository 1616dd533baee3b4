import {
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  engine,
  FusedConv2D,
  type FusedConv2DAttrs,
  type GradConfig,
  getGradient,
  mul,
  type NamedAttrMap,
  type NamedTensorMap,
  registerGradient,
  step,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { checkChoice, checkSizes, checkTensor, readOptions, refuse } from '../check';
import { checkWindows } from '../composed/fitting-window';

/** Options of {@link fusedConv2d}. */
export interface FusedConv2dOptions {
  /** Vertical and horizontal stride, or one number for both. Default 1. */
  strides?: number | [number, number];
  /** Padding with zeros: none (`valid`) or so that the output has ceil(size / stride) rows (`same`). Default `valid`. */
  pad?: 'valid' | 'same';
  /** Added to each position: [outChannels]. */
  bias?: Tensor1D;
  /** Applied last. Default `linear`. */
  activation?: 'linear' | 'relu';
}

/**
 * Convolution, bias and relu as one differentiable operation:
 * y[n, h, w, o] = relu(bias[o] + sum over kh, kw, i of x[n, h s + kh - p, w s + kw - p, i] filter[kh, kw, i, o]).
 *
 * $$
 * y_{n h w o} = \operatorname{relu}\!\Big(b_o + \sum_{k, l, i} x_{n,\, h s + k - p,\, w s + l - p,\, i}\, f_{k l i o}\Big)
 * $$
 *
 * On wasm the forward pass is one pass over memory. Backward, positions whose gradient is zero in all channels, as
 * backdrop's masks make them, cost no more than looking at them; the result does not depend on that. The gradients of
 * inputs that nobody asks for (the images of a first layer) are not computed. `tf.fused.conv2d` gives up fusing as soon as
 * gradients are recorded.
 *
 * @param x - float32 images, [batch, height, width, inChannels].
 * @param filter - float32, [filterHeight, filterWidth, inChannels, outChannels].
 * @returns a new tensor, [batch, outHeight, outWidth, outChannels].
 * @throws RangeError if a shape or option does not fit, or the filter is larger than the images; TypeError for what is no float32
 * tensor or option; Error if a tensor has been disposed of.
 * @example
 * ```ts
 * import { fusedConv2d, initBackend } from '@backdropjs/backend';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * await initBackend();
 * const y = fusedConv2d(tf.ones([1, 4, 4, 1]), tf.ones([2, 2, 1, 3]), { strides: 2, activation: 'relu' });
 * console.log(y.shape); // [1, 2, 2, 3]
 * ```
 */
export function fusedConv2d(x: Tensor4D, filter: Tensor4D, options: FusedConv2dOptions = {}): Tensor4D {
  const names = ['strides', 'pad', 'bias', 'activation'];
  const {
    strides = 1,
    pad = 'valid',
    bias,
    activation = 'linear',
  } = readOptions('fusedConv2d', options, names);
  checkSizes('fusedConv2d', 'strides', strides);
  checkChoice('fusedConv2d', 'pad', pad, ['valid', 'same']);
  checkChoice('fusedConv2d', 'activation', activation, ['linear', 'relu'], 'apply others to the result');
  checkTensors(x, filter, bias);
  registerFusedGradient();
  const attrs = { strides, pad, activation, dataFormat: 'NHWC' as const, dilations: 1, leakyreluAlpha: 0 };
  checkWindows('fusedConv2d', { inputs: { x, filter }, attrs });
  const inputs: NamedTensorMap = bias ? { x, filter, bias } : { x, filter };
  return engine().runKernel(FusedConv2D, inputs, attrs) as Tensor4D;
}

function checkTensors(x: Tensor4D, filter: Tensor4D, bias: Tensor1D | undefined): void {
  checkTensor('fusedConv2d', 'x', x);
  checkTensor('fusedConv2d', 'filter', filter);
  if (x.rank !== 4)
    refuse('fusedConv2d', 'x must be [batch, height, width, channels]', x.shape, 'reshape it');
  if (filter.rank !== 4 || filter.shape[2] !== x.shape[3]) {
    const shape = `[height, width, ${x.shape[3]}, outChannels]`;
    refuse('fusedConv2d', `filter must be ${shape} for x of [${x.shape}]`, filter.shape);
  }
  if (bias === undefined) return;
  checkTensor('fusedConv2d', 'bias', bias);
  if (bias.rank !== 1 || bias.shape[0] !== filter.shape[3]) {
    refuse('fusedConv2d', `bias must be [${filter.shape[3]}]`, bias.shape);
  }
}

/** tfjs has no gradient of this kernel: it runs it only where nothing is recorded. */
function registerFusedGradient(): void {
  if (getGradient(FusedConv2D) as GradConfig | undefined) return;
  registerGradient({
    kernelName: FusedConv2D,
    inputsToSave: ['x', 'filter'],
    outputsToSave: [true],
    gradFunc: (dy, saved, attrs) => gradients(dy as Tensor4D, saved, attrs),
  });
}

function gradients(dy: Tensor4D, saved: Tensor[], attrs: NamedAttrMap): Record<string, () => Tensor> {
  const [x, filter, y] = saved as [Tensor4D, Tensor4D, Tensor4D];
  const { activation, strides, pad, dataFormat } = attrs as unknown as FusedConv2DAttrs;
  const masked = activation === 'relu' ? mul(dy, step(y)) : dy;
  const window = { strides, pad, dataFormat } as unknown as NamedAttrMap;
  return {
    x: () =>
      engine().runKernel(
        Conv2DBackpropInput,
        { dy: masked, filter },
        { ...window, inputShape: x.shape },
      ) as Tensor,
    filter: () =>
      engine().runKernel(
        Conv2DBackpropFilter,
        { x, dy: masked },
        { ...window, filterShape: filter.shape },
      ) as Tensor,
    bias: () => sum(masked, [0, 1, 2]),
  };
}
