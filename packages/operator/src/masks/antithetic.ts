import { foldIn, permutation } from '@backdropjs/random';
import type { MaskFunction } from '../mask';
import { keptOf, maskWith, type RateOptions } from './choose';

/**
 * Keeps in every second step what the step before is least likely to have kept: of a random order of the `n` positions,
 * the first `m = max(1, round((1 - rate) n))`, and then the last `m`, with the weight `n / m`.
 *
 * $$
 * w_i \in \{0, n / m\}, \qquad m = \max\big(1, \operatorname{round}((1 - \text{rate})\, n)\big), \qquad \operatorname{E} w_i = 1, \qquad \operatorname{Var} w_i = n / m - 1
 * $$
 *
 * A weight has expectation 1 and variance `n / m - 1` in each step. The two weights of a position in a pair of steps have
 * the covariance `(n / m)^2 max(0, 2 m - n) / n - 1`: -1 up to `m = n / 2`, where the two gradients add up to the whole.
 *
 * @param options - `rate` in [0, 1).
 * @returns A mask that counts steps: for `backdropLayer` and `fitNonDecomposable`, and elsewhere with {@link atStep}.
 * @throws RangeError or TypeError if `rate` is invalid.
 * @see Hammersley and Morton, "A new Monte Carlo technique: antithetic variates", 1956.
 *
 * @example
 * ```ts
 * import { sampleMask } from '@backdropjs/operator';
 * import { antithetic, atStep } from '@backdropjs/operator/masks';
 * import { key } from '@backdropjs/random';
 *
 * const mask = antithetic({ rate: 0.5 });
 * const drawn = [0, 1].map((step) =>
 *   sampleMask([8], { axes: [0], key: key(1), mask: atStep(mask, step) }).mask.dataSync(),
 * );
 * if (drawn[0]!.some((weight, i) => weight + drawn[1]![i]! !== 2)) throw new Error('each position once');
 * ```
 */
export function antithetic(options: RateOptions): MaskFunction {
  return maskWith('antithetic', options, ['rate'], ({ total, root, step = 0 }, key) => {
    const count = keptOf(total, options.rate);
    const order = permutation(foldIn(root ?? key, 'pair', Math.floor(step / 2)), total);
    const kept = step % 2 === 0 ? order.subarray(0, count) : order.subarray(total - count);
    const weights = new Float32Array(total);
    for (const i of kept) weights[i] = total / count;
    return weights;
  });
}
