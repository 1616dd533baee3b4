import { type Accumulator, ofSums, type Sums } from './accumulator';
import { type CalibrationError, type CalibrationOptions, calibrationParts } from './calibration-error';

/**
 * {@link calibrationError} of data that arrives in parts, in memory for the bins alone.
 *
 * @param saved - what an earlier accumulator's `toJSON` gave, to go on from there with the same options
 * @returns an accumulator; `value()` is that of {@link calibrationError} over all that `update` was given.
 * @throws LossInputError `LENGTH_MISMATCH`, `NON_FINITE` or `OUT_OF_RANGE` for what is no such state; `OUT_OF_RANGE` for a
 * bad option
 *
 * @example
 * ```ts
 * import { calibrationErrorAccumulator } from '@backdropjs/losses';
 * const total = calibrationErrorAccumulator({ bins: 10 });
 * total.update([0.75, 0.75], [1, 1]);
 * const other = calibrationErrorAccumulator({ bins: 10 });
 * other.update([0.75, 0.75], [1, 0]);
 * total.merge(other);
 * if (total.value().ece !== 0) throw new Error('three of four');
 * ```
 */
export function calibrationErrorAccumulator(
  options?: CalibrationOptions,
  saved?: Sums,
): Accumulator<CalibrationError, Sums> {
  const fn = 'calibrationErrorAccumulator';
  return ofSums(fn, calibrationParts(fn, options), saved);
}
