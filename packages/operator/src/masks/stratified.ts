import { foldIn } from '@backdropjs/random';
import type { MaskFunction } from '../mask';
import { choose, keptOf, maskWith, type RateOptions } from './choose';
import { checkGroups, positionsByGroup } from './groups';

/** How {@link stratified} chooses. */
export interface StratifiedOptions extends RateOptions {
  /** Number of the stratum of each position: its class, say. */
  strata: ArrayLike<number>;
}

/**
 * Keeps a share of every stratum, so that no class is ever lost: of `n_h` positions of stratum `h`, `m_h = max(1,
 * round((1 - rate) n_h))`, each set of them with the same chance, and with the weight `n_h / m_h`.
 *
 * $$
 * w_i \in \{0, n_h / m_h\}, \qquad m_h = \max\big(1, \operatorname{round}((1 - \text{rate})\, n_h)\big) \text{ in stratum } h
 * $$
 *
 * A weight has expectation 1 and variance `n_h / m_h - 1`; weights of different strata are independent. With 10 positives
 * and rate 0.9, independent drops lose all of them in 35 % of the steps; this keeps one in each.
 *
 * @param options - `rate` in [0, 1), and `strata`, one number for each position.
 * @returns A mask for `backdrop`, `sampleMask`, `nonDecomposableGradients` and `fitNonDecomposable`.
 * @throws RangeError or TypeError if an option is invalid; when the mask is drawn, if there are not as many positions.
 *
 * @example
 * ```ts
 * import { sampleMask } from '@backdropjs/operator';
 * import { stratified } from '@backdropjs/operator/masks';
 * import { key } from '@backdropjs/random';
 *
 * const strata = Array.from({ length: 100 }, (_, i) => (i < 10 ? 1 : 0)); // 10 positives
 * const { mask } = sampleMask([100], { axes: [0], key: key(1), mask: stratified({ rate: 0.9, strata }) });
 * const positives = mask.dataSync().slice(0, 10).filter(Boolean).length;
 * if (positives !== 1) throw new Error('one of 10');
 * ```
 */
export function stratified(options: StratifiedOptions): MaskFunction {
  const mask = maskWith('stratified', options, ['rate', 'strata'], ({ total }, key) => {
    const weights = new Float32Array(total);
    const strata = positionsByGroup('stratified', 'strata', options.strata, total);
    for (const [h, members] of strata.entries()) {
      const count = keptOf(members.length, options.rate);
      for (const i of choose(foldIn(key, h), members.length, count)) {
        weights[members[i]!] = members.length / count;
      }
    }
    return weights;
  });
  checkGroups('stratified', 'strata', options.strata);
  return mask;
}
