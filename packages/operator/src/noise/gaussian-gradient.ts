import type { Key } from '@backdropjs/random';
import { drawNormal } from '@backdropjs/random/unchecked';
import { addN, mul, type NamedTensorMap, sub } from '@tensorflow/tfjs-core';
import { checkKey } from '../check';
import { checkGradients, checkMasked, type Gradients, mapGradients } from './gradients';

/**
 * The full gradient plus Gaussian noise with the covariance of masked gradients, that between variables included.
 *
 * $$
 * \tilde g = G + \frac{1}{\sqrt{k}} \sum_{i=1}^{k} z_i\, (g_i - G), \qquad z_i \sim N(0, 1)
 * $$
 *
 * Its mean is `G`. Given the `k` masked gradients, its covariance is `(1 / k) sum_i (g_i - G) (g_i - G)^T`, of rank `k` at
 * most; over masks whose weights have expectation 1, the expectation of that is the covariance of a masked gradient, for
 * each `k` from 1 on. The larger `k`, the closer to a normal distribution. If masks help by their covariance alone, training
 * along this does as well as along a masked gradient.
 *
 * @param full - the gradient without masks, `G`, by the names of the variables.
 * @param masked - `k` gradients under masks that are drawn independently of each other, `g_i`, of the same variables.
 * @param key - key of `@backdropjs/random`, from which `z` is drawn; a new one for each step.
 * @returns Gradients by the names of the variables, as `applyGradients` takes them; the caller's to dispose. The arguments
 * stay.
 * @throws RangeError or TypeError if the arguments are no gradients of the same variables, or `key` is none.
 * @see Wu et al., "On the Noisy Gradient Descent that Generalizes as SGD", ICML 2020, section 3.
 *
 * @example
 * ```ts
 * import { gaussianGradient } from '@backdropjs/operator/noise';
 * import { key } from '@backdropjs/random';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const full = { weights: tf.tensor1d([1, 2]) };
 * const masked = [{ weights: tf.tensor1d([0, 4]) }, { weights: tf.tensor1d([2, 0]) }]; // at rate 0.5
 * const { weights } = gaussianGradient(full, masked, key(1));
 * // Of these two masks, all noise is along (1, -2).
 * const [a, b] = weights!.dataSync();
 * if (Math.abs(2 * (a! - 1) + (b! - 2)) > 1e-6) throw new Error('the covariance of the masks');
 * ```
 */
export function gaussianGradient(full: Gradients, masked: readonly Gradients[], key: Key): NamedTensorMap {
  checkGradients('gaussianGradient', 'full', full);
  checkMasked('gaussianGradient', masked, full);
  checkKey('gaussianGradient', key);
  const z = drawNormal(key, new Float64Array(masked.length)).map((value) => value / Math.sqrt(masked.length));
  return mapGradients(full, (gradient, variable) =>
    addN([gradient, ...masked.map((gradients, i) => mul(sub(gradients[variable]!, gradient), z[i]!))]),
  );
}
