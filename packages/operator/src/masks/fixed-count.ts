import type { MaskFunction } from '../mask';
import { choose, keptOf, maskWith, type RateOptions } from './choose';

/**
 * Keeps the same number of positions in every step: `m = max(1, round((1 - rate) n))` of `n`, each set of them with the
 * same chance, and with the weight `n / m`.
 *
 * $$
 * w_i \in \{0, n / m\}, \qquad m = \max\big(1, \operatorname{round}((1 - \text{rate})\, n)\big), \qquad \operatorname{E} w_i = 1, \qquad \operatorname{Var} w_i = n / m - 1
 * $$
 *
 * A weight has expectation 1 and variance `n / m - 1`, two weights the covariance `-(n / m - 1) / (n - 1)`: the weights of
 * a step have mean 1.
 *
 * @param options - `rate` in [0, 1).
 * @returns A mask for `backdrop`, `sampleMask`, `nonDecomposableGradients` and `fitNonDecomposable`.
 * @throws RangeError or TypeError if `rate` is invalid.
 *
 * @example
 * ```ts
 * import { sampleMask } from '@backdropjs/operator';
 * import { fixedCount } from '@backdropjs/operator/masks';
 * import { key } from '@backdropjs/random';
 *
 * const { kept } = sampleMask([100], { axes: [0], key: key(1), mask: fixedCount({ rate: 0.9 }) });
 * if (kept !== 10) throw new Error('10 of 100');
 * ```
 */
export function fixedCount(options: RateOptions): MaskFunction {
  return maskWith('fixedCount', options, ['rate'], ({ total }, key) => {
    const count = keptOf(total, options.rate);
    const weights = new Float32Array(total);
    for (const i of choose(key, total, count)) weights[i] = total / count;
    return weights;
  });
}
