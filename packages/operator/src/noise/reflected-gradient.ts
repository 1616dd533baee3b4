import { mul, type NamedTensorMap, sub } from '@tensorflow/tfjs-core';
import { checkGradients, type Gradients, mapGradients } from './gradients';

/**
 * The masked gradient, reflected at the full one: the same mean and the same covariance, but the skewness of opposite sign.
 *
 * $$
 * \tilde g = 2 G - g
 * $$
 *
 * If masks help by their mean and covariance alone, training along `2 G - g` does as well as along `g`. What a weight `w` of
 * the mask is in `g`, is `2 - w` in it: dropped positions count twice, and kept ones, at rates above a half, negatively.
 *
 * @param full - the gradient without masks, `G`, by the names of the variables.
 * @param masked - the gradient under a mask whose weights have expectation 1, `g`, of the same variables.
 * @returns Gradients by the names of the variables, as `applyGradients` takes them; the caller's to dispose. The arguments
 * stay.
 * @throws RangeError or TypeError if the arguments are no gradients of the same variables.
 *
 * @example
 * ```ts
 * import { reflectedGradient } from '@backdropjs/operator/noise';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const full = { weights: tf.tensor1d([1, 2]) };
 * const masked = { weights: tf.tensor1d([0, 4]) }; // at rate 0.5
 * const { weights } = reflectedGradient(full, masked);
 * if (weights!.dataSync().join() !== '2,0') throw new Error('2 G - g');
 * ```
 */
export function reflectedGradient(full: Gradients, masked: Gradients): NamedTensorMap {
  checkGradients('reflectedGradient', 'full', full);
  checkGradients('reflectedGradient', 'masked', masked, full);
  return mapGradients(full, (gradient, variable) => sub(mul(gradient, 2), masked[variable]!));
}
