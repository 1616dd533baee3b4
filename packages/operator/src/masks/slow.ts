import { checkFunction, checkWhole, readOptions } from '../check';
import type { MaskFunction } from '../mask';
import { atStep } from './at-step';

/** How {@link slow} keeps. */
export interface SlowOptions {
  /** Number of steps that a mask stays. */
  steps: number;
  /** The mask that is drawn then. */
  mask: MaskFunction;
}

/**
 * Keeps a mask for some steps: at step `t`, the given mask of step `floor(t / steps)`.
 *
 * $$
 * w^{(t)} = \text{mask}^{(\lfloor t / \text{steps} \rfloor)}
 * $$
 *
 * Expectation and variance of a weight are those of the given mask; weights of the same `floor(t / steps)` are equal.
 *
 * @param options - `steps`, an integer of at least 1, and `mask`.
 * @returns A mask that counts steps: for `backdropLayer` and `fitNonDecomposable`, and elsewhere with {@link atStep}.
 * @throws RangeError or TypeError if an option is invalid.
 *
 * @example
 * ```ts
 * import { registerMask } from '@backdropjs/operator/layers';
 * import { fixedCount, slow } from '@backdropjs/operator/masks';
 *
 * registerMask('slow', ({ rate, steps }) => slow({ steps, mask: fixedCount({ rate }) }));
 * ```
 */
export function slow(options: SlowOptions): MaskFunction {
  readOptions('slow', options, ['steps', 'mask']);
  const { steps, mask } = options;
  checkWhole('slow', 'steps', steps, 1);
  checkFunction('slow', 'mask', mask);
  return ({ root, step = 0, ...positions }, key) =>
    atStep(mask, Math.floor(step / steps))(positions, root ?? key);
}
