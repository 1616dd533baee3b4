import { foldIn, permutation, uniform } from '@backdropjs/random';
import { refuseKind } from '../check';
import type { MaskFunction } from '../mask';
import { keptOf, maskWith, type RateOptions } from './choose';

/**
 * Keeps samples with the chance that their gradient deserves: `p_i = min(1, c |dL/ds_i|)`, with `c` such that the sum of
 * the `p_i` is `m = max(1, round((1 - rate) n))`, and with the weight `1 / p_i`.
 *
 * $$
 * w_i \in \{0, 1 / p_i\}, \qquad p_i = \min\Big(1, c\, \Big|\frac{\partial L}{\partial s_i}\Big|\Big), \qquad \sum_i p_i = m
 * $$
 *
 * Exactly `m` samples are kept in each step (systematic sampling in a random order), or all with a gradient, if these are
 * fewer. A weight has expectation 1 and variance `1 / p_i - 1`; a sample without gradient has weight 0, which changes
 * nothing. Among masks that keep `m` samples, chances in proportion to `|dL/ds_i|` give the least variance where all scores
 * depend alike on the weights.
 *
 * @param options - `rate` in [0, 1).
 * @returns A mask for `nonDecomposableGradients` and `fitNonDecomposable`, which know the gradient by the scores.
 * @throws RangeError or TypeError if `rate` is invalid; Error when the mask is drawn, where no gradient is known.
 * @see Zhao and Zhang, "Stochastic Optimization with Importance Sampling", ICML 2015; W. G. Madow, "On the theory of
 * systematic sampling, II", 1949.
 *
 * @example
 * ```ts
 * import { importanceSampling } from '@backdropjs/operator/masks';
 * import { key } from '@backdropjs/random';
 *
 * const mask = importanceSampling({ rate: 0.5 });
 * const positions = { axes: [0], shape: [4], total: 4, gradient: Float32Array.of(4, 0, 1, 1) };
 * const weights = mask(positions, key(1)); // the first sample with weight 1, and one of the last two with weight 2
 * ```
 */
export function importanceSampling(options: RateOptions): MaskFunction {
  return maskWith('importanceSampling', options, ['rate'], ({ total, gradient }, key) => {
    if (gradient?.length !== total) {
      const remedy = 'it is a mask for nonDecomposableGradients and fitNonDecomposable';
      refuseKind('importanceSampling', 'positions must have a gradient of the loss', gradient, remedy);
    }
    const chances = inclusionChances(gradient, keptOf(total, options.rate));
    const weights = new Float32Array(total);
    const [start] = uniform(foldIn(key, 'start'), new Float64Array(1));
    let sum = start!;
    for (const i of permutation(foldIn(key, 'order'), total)) {
      const before = Math.floor(sum);
      sum += chances[i]!;
      if (chances[i] === 1 || Math.floor(sum) > before) weights[i] = 1 / chances[i]!;
    }
    return weights;
  });
}

/** `min(1, c g_i)` with the sum `count`, or 1 for all with a gradient if these are no more. */
export function inclusionChances(gradient: Float32Array, count: number): Float64Array {
  const order = Uint32Array.from(gradient.keys()).sort((a, b) => gradient[b]! - gradient[a]!);
  let rest = gradient.reduce((sum, length) => sum + length, 0);
  let sure = 0;
  // The largest are sure, as long as their share of what is left is more than one.
  while (rest > 0 && gradient[order[sure]!]! * (count - sure) >= rest) {
    rest -= gradient[order[sure++]!]!;
  }
  const least = rest > 0 ? (count - sure) / rest : 0;
  const chances = new Float64Array(gradient.length);
  for (const [n, i] of order.entries()) {
    const length = gradient[i]!;
    chances[i] = n < sure ? 1 : Math.min(1, least * length);
  }
  return chances;
}
