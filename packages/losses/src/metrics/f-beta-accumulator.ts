import { type Accumulator, ofSums, type Sums } from './accumulator';
import { type FBetaOptions, fBetaParts } from './f-beta';

/**
 * {@link fBeta} of data that arrives in parts, in memory for three counts.
 *
 * @param saved - what an earlier accumulator's `toJSON` gave, to go on from there with the same options
 * @returns an accumulator; `value()` is that of {@link fBeta} over all that `update` was given.
 * @throws LossInputError `LENGTH_MISMATCH`, `NON_FINITE` or `OUT_OF_RANGE` for what is no such state; `OUT_OF_RANGE` for a
 * bad option
 *
 * @example
 * ```ts
 * import { fBetaAccumulator } from '@backdropjs/losses';
 * const total = fBetaAccumulator({ threshold: 0.5 });
 * total.update([0.9, 0.8], [1, 0]);
 * total.update([0.1], [1]);
 * if (total.value() !== 0.5) throw new Error('one hit, one false alarm, one miss');
 * ```
 */
export function fBetaAccumulator(options: FBetaOptions, saved?: Sums): Accumulator<number, Sums> {
  const fn = 'fBetaAccumulator';
  return ofSums(fn, fBetaParts(fn, options), saved);
}
