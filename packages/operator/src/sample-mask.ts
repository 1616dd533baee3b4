import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { type MaskOptions, pinKept, prepareMask } from './mask';

/** A mask and its count. */
export interface SampledMask {
  /** float32 zeros and ones; owned by the caller. */
  mask: Tensor;
  /** Number of ones, at least 1. */
  kept: number;
  /** Number of positions, kept or not. */
  total: number;
}

/**
 * Draws the mask that {@link backdrop} applies to the gradient for the same shape and options.
 *
 * $$
 * m_i \sim \text{Bernoulli}(1 - \text{rate})
 * $$
 *
 * `mask[i] ~ Bernoulli(1 - rate)`, independently for each position `i` along `axes`; if none is kept, one position
 * drawn uniformly is. Positions are numbered in row-major order, whatever the order of `axes`.
 *
 * @param shape - Shape of the tensor to mask.
 * @param options - `rate`, `axes`, `key`, and optionally `keep`; the `scale` that {@link backdrop} may be given does not
 * change the mask.
 * @returns A full-rank float32 `mask` with the sizes of `shape` along `axes` and 1 elsewhere (dispose of it when
 * done), and the numbers of `kept` and of all positions.
 * @throws Error if `rate` is outside [0, 1); `axes` is empty, repeats or is out of range; `key` is missing; `keep` is
 * empty, repeats or is outside of the shape; or the shape has no position along `axes`.
 * @see Golkar and Cranmer, "Backdrop: Stochastic Backpropagation", arXiv:1806.01337.
 *
 * @example
 * ```ts
 * import { sampleMask } from '@backdropjs/operator';
 * import { key } from '@backdropjs/random';
 *
 * const { mask, kept, total } = sampleMask([8, 16, 16, 32], { rate: 0.8, axes: [1, 2], key: key(1) });
 * mask.shape; // [1, 16, 16, 1]: one mask shared by the 8 images and 32 channels
 * total; // 256, of which `kept` are ones
 * mask.dispose();
 * ```
 */
export function sampleMask(shape: readonly number[], options: MaskOptions): SampledMask {
  const { shape: maskShape, total, draw } = prepareMask('sampleMask', shape, options, pinKept);
  const { values, kept } = draw();
  return { mask: tensor(values, maskShape), kept, total };
}
