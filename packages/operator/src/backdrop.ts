import { clone, customGrad, mul, Tensor, tensor } from '@tensorflow/tfjs-core';
import { refuseKind } from './check';
import { type MaskOptions, pinKept, prepareMask } from './mask';
import type { MaskScale } from './scale';

/** How {@link backdrop} masks the gradient. */
export type BackdropOptions = MaskOptions & {
  /** Factor on the gradients that a mask of a `rate` keeps; `'realized'` by default. */
  scale?: MaskScale | undefined;
};

/**
 * The identity whose gradient is dropped at random positions.
 *
 * $$
 * y = x, \qquad \frac{\partial L}{\partial x} = \text{scale} \cdot m \odot \frac{\partial L}{\partial y}, \qquad m_i \sim \text{Bernoulli}(1 - \text{rate})
 * $$
 *
 * Forward `y = x`, exactly and without a copy. Backward `dx = dy * mask * scale` with the mask of {@link sampleMask}:
 * the size of `x` along `axes`, constant along the other axes, never all zero. With `total` positions of which `kept`
 * survive, `scale` is
 *
 * - `'realized'`: `total / kept` (the paper). The scaled mask has mean 1 in every draw, and each position's
 *   expectation is exactly 1.
 * - `'expected'`: `1 / (1 - rate)`. Expectation `1 + rate^total / (total (1 - rate))`: the excess is the one position
 *   kept when all were dropped, and matters only for a handful of positions.
 * - `'none'`: 1. The gradient shrinks by about `1 - rate`.
 *
 * The operator has no state: the mask depends on `key`, `rate`, `axes` and the shape only. It is drawn when a gradient
 * is taken and holds no tensor between forward and backward, so without a gradient the operator costs nothing. Use a new
 * key for every step, `foldIn(key(seed), step)`.
 *
 * A second derivative passes through the mask once per differentiation: the Hessian of `f(backdrop(x))` is `M H M`, with
 * the same `M` on both sides.
 *
 * @param x - float32 tensor of rank 1 or more.
 * @param options - `rate`, `axes`, `key`, and optionally `scale` and `keep`.
 * @returns A tensor that shares its data with `x`; owned by the caller, or by the surrounding `tf.tidy`.
 * @throws Error if `x` is not float32; `rate` is outside [0, 1); `axes` is empty, repeats or is out of range; `key` is
 * missing; `scale` is unknown; `keep` is empty, repeats or is outside of `x`; or `x` has no position along `axes`.
 * @see Golkar and Cranmer, "Backdrop: Stochastic Backpropagation", arXiv:1806.01337, section 2.
 *
 * @example
 * ```ts
 * import { backdrop } from '@backdropjs/operator';
 * import { key } from '@backdropjs/random';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * // One mask over the positions of a feature map, shared by images and channels.
 * const loss = (x: tf.Tensor) => tf.mean(tf.square(backdrop(x, { rate: 0.8, axes: [1, 2], key: key(1) })));
 * const gradient = tf.grad(loss)(tf.ones([8, 16, 16, 32])); // zero at about 4 of 5 positions
 * ```
 */
export function backdrop<T extends Tensor>(x: T, options: BackdropOptions): T {
  if (!(x instanceof Tensor && x.dtype === 'float32' && !x.isDisposed)) {
    refuseKind('backdrop', 'x must be a live float32 tensor', x?.isDisposed ? 'disposed' : (x?.dtype ?? x));
  }
  const { shape, draw } = prepareMask('backdrop', x.shape, options, pinKept);
  const maskedIdentity = customGrad<T>(() => ({
    value: clone(x),
    gradFunc: (dy: T) => {
      const { values, factor } = draw();
      const scaled = values.map((value) => value * factor);
      return mul(dy, tensor(scaled, shape));
    },
  }));
  return maskedIdentity(x);
}
