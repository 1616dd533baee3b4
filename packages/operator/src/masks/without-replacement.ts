import { foldIn, permutation } from '@backdropjs/random';
import { checkWhole, refuse } from '../check';
import type { MaskFunction } from '../mask';
import { maskWith } from './choose';

/** How {@link withoutReplacement} chooses. */
export interface WithoutReplacementOptions {
  /** Number of steps over which every position is kept once. */
  parts: number;
}

/**
 * Keeps every position exactly once in each `parts` steps: steps `t` with the same `floor(t / parts)` divide the `n`
 * positions, in a random order, into parts of `m = floor(n / parts)` or one more, and the kept have the weight `n / m`.
 *
 * $$
 * w_i \in \{0, n / m\}, \qquad m = \lfloor n / \text{parts} \rfloor \text{ or one more}, \qquad \sum_{t} w_i^{(t)} = \text{parts}
 * $$
 *
 * A weight has expectation 1 and variance `n / m - 1` in each step; where `parts` divides `n`, the sum of each position's
 * weights over the `parts` steps is `parts`, exactly.
 *
 * @param options - `parts`, an integer of at least 1; a rate of `1 - 1 / parts`.
 * @returns A mask that counts steps: for `backdropLayer` and `fitNonDecomposable`, and elsewhere with {@link atStep}.
 * @throws RangeError or TypeError if `parts` is invalid; when the mask is drawn, if there are fewer positions.
 *
 * @example
 * ```ts
 * import { sampleMask } from '@backdropjs/operator';
 * import { atStep, withoutReplacement } from '@backdropjs/operator/masks';
 * import { key } from '@backdropjs/random';
 *
 * const mask = withoutReplacement({ parts: 10 });
 * const { kept } = sampleMask([100], { axes: [0], key: key(1), mask: atStep(mask, 3) });
 * if (kept !== 10) throw new Error('another tenth in each step');
 * ```
 */
export function withoutReplacement(options: WithoutReplacementOptions): MaskFunction {
  const mask = maskWith('withoutReplacement', options, ['parts'], ({ total, root, step = 0 }, key) => {
    const { parts } = options;
    if (parts > total)
      refuse('withoutReplacement', `parts must be at most ${total}, the number of positions`, parts);
    const order = permutation(foldIn(root ?? key, 'round', Math.floor(step / parts)), total);
    const bound = (part: number) => Math.floor((part * total) / parts);
    const part = step % parts;
    const kept = order.subarray(bound(part), bound(part + 1));
    const weights = new Float32Array(total);
    for (const i of kept) weights[i] = total / kept.length;
    return weights;
  });
  checkWhole('withoutReplacement', 'parts', options.parts, 1);
  return mask;
}
