import type { MaskFunction } from '../mask';
import { choose, keptOf, maskWith, type RateOptions } from './choose';
import { checkGroups, positionsByGroup } from './groups';

/** How {@link perGroup} chooses. */
export interface PerGroupOptions extends RateOptions {
  /** Number of the group of each position: its query, its patient. */
  groups: ArrayLike<number>;
}

/**
 * Keeps or drops whole groups, such as queries: `m = max(1, round((1 - rate) g))` of `g` groups, each set of them with the
 * same chance, and all positions of a kept group with the weight `g / m`.
 *
 * $$
 * w_i \in \{0, g / m\}, \qquad m = \max\big(1, \operatorname{round}((1 - \text{rate})\, g)\big) \text{ of } g \text{ groups}
 * $$
 *
 * A weight has expectation 1 and variance `g / m - 1`; positions of a group have the same weight.
 *
 * @param options - `rate` in [0, 1), and `groups`, one number for each position.
 * @returns A mask for `backdrop`, `sampleMask`, `nonDecomposableGradients` and `fitNonDecomposable`.
 * @throws RangeError or TypeError if an option is invalid; when the mask is drawn, if there are not as many positions.
 *
 * @example
 * ```ts
 * import { sampleMask } from '@backdropjs/operator';
 * import { perGroup } from '@backdropjs/operator/masks';
 * import { key } from '@backdropjs/random';
 *
 * const groups = Array.from({ length: 100 }, (_, i) => Math.floor(i / 5)); // 20 queries of 5
 * const { kept } = sampleMask([100], { axes: [0], key: key(1), mask: perGroup({ rate: 0.9, groups }) });
 * if (kept !== 10) throw new Error('2 queries');
 * ```
 */
export function perGroup(options: PerGroupOptions): MaskFunction {
  const mask = maskWith('perGroup', options, ['rate', 'groups'], ({ total }, key) => {
    const weights = new Float32Array(total);
    const groups = positionsByGroup('perGroup', 'groups', options.groups, total);
    const count = keptOf(groups.length, options.rate);
    for (const g of choose(key, groups.length, count)) {
      for (const i of groups[g]!) weights[i] = groups.length / count;
    }
    return weights;
  });
  checkGroups('perGroup', 'groups', options.groups);
  return mask;
}
