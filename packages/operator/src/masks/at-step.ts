import { foldIn } from '@backdropjs/random';
import { checkFunction, checkWhole } from '../check';
import type { MaskFunction } from '../mask';

/**
 * The mask of a training step, where `key` is the key of all steps.
 *
 * It draws with `foldIn(key, step)`, and tells the mask both the key of all steps and the number of the step, which
 * {@link withoutReplacement}, {@link antithetic} and {@link slow} need. `backdropLayer` and `fitNonDecomposable` do so by
 * themselves.
 *
 * @param mask - any mask.
 * @param step - 0, 1, 2, …
 * @returns A mask for `backdrop`, `sampleMask` and `nonDecomposableGradients`.
 * @throws TypeError or RangeError if `mask` is no function or `step` no whole number.
 *
 * @example
 * ```ts
 * import { sampleMask } from '@backdropjs/operator';
 * import { atStep, withoutReplacement } from '@backdropjs/operator/masks';
 * import { key } from '@backdropjs/random';
 *
 * const mask = withoutReplacement({ parts: 4 });
 * for (let step = 0; step < 8; step++) {
 *   const { kept } = sampleMask([100], { axes: [0], key: key(1), mask: atStep(mask, step) });
 *   if (kept !== 25) throw new Error('every step keeps another quarter');
 * }
 * ```
 */
export function atStep(mask: MaskFunction, step: number): MaskFunction {
  checkFunction('atStep', 'mask', mask);
  checkWhole('atStep', 'step', step);
  return (positions, root) => mask({ ...positions, root, step }, foldIn(root, step));
}
