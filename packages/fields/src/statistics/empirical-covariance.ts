import type { FloatArray } from '@backdropjs/random';
import { lagIndex, toShape } from '../torus/torus';
import { correlate, paddedShape, realTransform } from './correlate';
import { checkGrid, type GridOptions, lagLimits } from './options';

/** A covariance for each lag. */
export interface EmpiricalCovariance {
  /** In row-major order; lag 0 is in the middle, and an axis goes from -(shape - 1) / 2 to (shape - 1) / 2. */
  readonly values: Float64Array;
  /** Twice the greatest lag plus 1, for each axis. */
  readonly shape: readonly number[];
}

/**
 * The covariance of a field with itself at each lag: the mean of (z(x) - mean) (z(x + lag) - mean) over all
 * points x for which both are on the grid.
 *
 * The mean is not estimated: taking away the mean of the field itself would bias the covariance by the variance
 * of that mean. Take the average over many fields, whose error falls with the effective samples of all.
 *
 * @param options - `maxLag` is the greatest lag along each axis, in grid points; `mean` is 0 by default.
 * @throws RangeError if an option is out of range.
 * @example
 * ```ts
 * import { createSampler, empiricalCovariance, squaredExponential } from '@backdropjs/fields';
 *
 * const model = squaredExponential({ correlationLength: 3 });
 * const sampler = await createSampler({ model, shape: [64, 64], seed: 1 });
 * const { values } = empiricalCovariance(sampler.realization(0), { shape: [64, 64], maxLag: 9, periodic: true });
 * const variance = values[9 * 19 + 9]; // lag 0, in the middle of 19 rows and columns
 * ```
 */
export function empiricalCovariance(
  field: FloatArray,
  options: GridOptions & { maxLag: number; mean?: number },
): EmpiricalCovariance {
  const caller = 'empiricalCovariance';
  checkGrid(caller, field, options);
  const { shape, maxLag, mean = 0, periodic = false } = options;
  const limits = lagLimits(caller, maxLag, options);
  const torus = paddedShape(shape, limits, periodic);
  const spectrum = realTransform((i) => field[i]! - mean, shape, torus);
  const products = correlate(spectrum, spectrum, torus);
  const lengths = limits.map((limit) => 2 * limit + 1);
  const [rows, columns] = [lengths.at(-2) ?? 1, lengths.at(-1)!];
  const values = new Float64Array(lengths.reduce((product, length) => product * length, 1));
  const sizes = toShape(shape);
  const middle = toShape(lengths).map((length) => (length - 1) / 2);
  for (let i = 0; i < values.length; i++) {
    const row = Math.floor(i / columns);
    const lag = [Math.floor(row / rows), row % rows, i % columns].map((at, axis) => at - middle[axis]!);
    const pairs = lag.reduce(
      (n, distance, axis) => n * (sizes[axis]! - (periodic ? 0 : Math.abs(distance))),
      1,
    );
    values[i] = products[lagIndex(lag, torus)]! / pairs;
  }
  return { values, shape: lengths };
}
