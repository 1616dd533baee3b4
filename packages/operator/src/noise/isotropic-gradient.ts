import type { Key } from '@backdropjs/random';
import { drawNormal, fold } from '@backdropjs/random/unchecked';
import {
  add,
  addN,
  div,
  mean,
  mul,
  type NamedTensorMap,
  sqrt,
  squaredDifference,
  tensor,
} from '@tensorflow/tfjs-core';
import { checkKey } from '../check';
import { checkGradients, checkMasked, type Gradients, mapGradients } from './gradients';

/**
 * The full gradient plus independent Gaussian noise of the size that masks make, alike in all directions of a variable.
 *
 * $$
 * \tilde g_j = G_j + \sigma\, z_j, \qquad z_j \sim N(0, 1), \qquad \sigma^2 = \frac{1}{k p} \sum_{i=1}^{k} \sum_{j=1}^{p} (g_{ij} - G_j)^2
 * $$
 *
 * for each variable of `p` entries with a `sigma` of its own. Its mean is `G`; over masks whose weights have expectation 1,
 * the noise in a variable has as large a square, in expectation, as that of a masked gradient, but no preferred direction. If
 * masks help by the size of their noise alone, training along this does as well as along a masked gradient. This is the
 * arm `matched-noise` of the pre-registered experiment, with `k = 1`.
 *
 * @param full - the gradient without masks, `G`, by the names of the variables.
 * @param masked - `k` gradients under masks, `g_i`, of the same variables.
 * @param key - key of `@backdropjs/random`, from which `z` is drawn; a new one for each step.
 * @returns Gradients by the names of the variables, as `applyGradients` takes them; the caller's to dispose. The arguments
 * stay.
 * @throws RangeError or TypeError if the arguments are no gradients of the same variables, or `key` is none.
 *
 * @example
 * ```ts
 * import { isotropicGradient } from '@backdropjs/operator/noise';
 * import { key } from '@backdropjs/random';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const full = { weights: tf.ones([1000]) };
 * const masked = { weights: tf.tensor1d(Array.from({ length: 1000 }, (_, i) => 2 * (i % 2))) }; // at rate 0.5
 * const { weights } = isotropicGradient(full, [masked], key(1));
 * const variance = tf.mean(tf.squaredDifference(weights!, 1)).dataSync()[0]!;
 * if (Math.abs(variance - 1) > 0.2) throw new Error('as much noise as under the mask');
 * ```
 */
export function isotropicGradient(full: Gradients, masked: readonly Gradients[], key: Key): NamedTensorMap {
  checkGradients('isotropicGradient', 'full', full);
  checkMasked('isotropicGradient', masked, full);
  checkKey('isotropicGradient', key);
  return mapGradients(full, (gradient, variable, index) => {
    const squares = masked.map((gradients) => mean(squaredDifference(gradients[variable]!, gradient)));
    const deviation = sqrt(div(addN(squares), masked.length));
    const noise = drawNormal(fold('isotropicGradient', key, index), new Float32Array(gradient.size));
    return add(gradient, mul(tensor(noise, gradient.shape), deviation));
  });
}
