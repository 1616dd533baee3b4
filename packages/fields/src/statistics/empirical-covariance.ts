import type { FloatArray } from '@backdropjs/random';
import { checkNumber } from '../check';
import { realTransform } from '../synthesis/real-transform';
import { countPoints, lagIndex, toShape } from '../torus/torus';
import { correlate, paddedShape } from './correlate';
import { readGaps } from './gaps';
import { type GridOptions, lagLimits, type MissingOption, readGrid } from './options';

/** A covariance for each lag. */
export interface EmpiricalCovariance {
  /** In row-major order; lag 0 is in the middle, and an axis goes from -(shape - 1) / 2 to (shape - 1) / 2. */
  readonly values: Float64Array<ArrayBuffer>;
  /** Twice the greatest lag plus 1, for each axis. */
  readonly shape: readonly number[];
  /** How many pairs of points there are at each lag, in the order of `values`; a lag without pairs has the value NaN. */
  readonly pairs: Float64Array;
}

/**
 * The covariance of a field with itself at each lag: the mean of (z(x) - mean) (z(x + lag) - mean) over all
 * points x for which both are on the grid.
 *
 * $$
 * \hat k(h) = \frac{1}{|\{x\}|} \sum_x \big(z(x) - \text{mean}\big) \big(z(x + h) - \text{mean}\big)
 * $$
 *
 * The mean is not estimated: taking away the mean of the field itself would bias the covariance by the variance
 * of that mean. Take the average over many fields, whose error falls with the effective samples of all.
 *
 * @param options - `maxLag` is the greatest lag along each axis, in grid points; `mean` is 0 by default.
 * @param field - in row-major order; unchanged.
 * @returns the covariance at each lag; new arrays.
 * @throws RangeError if an option is out of range, or a number is not finite and not left out.
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
  options: GridOptions & MissingOption & { maxLag: number; mean?: number },
): EmpiricalCovariance {
  const caller = 'empiricalCovariance';
  const read = readGrid(caller, field, options, { maxLag: undefined, mean: 0, missing: 'throw' });
  const { shape, maxLag, mean, periodic } = read;
  checkNumber(caller, 'mean', mean, -1e100, 1e100);
  const limits = lagLimits(caller, maxLag, shape, periodic);
  const torus = paddedShape(shape, limits, periodic);
  const { present, pairs: countPairs } = readGaps(field, shape, torus, periodic);
  const spectrum = realTransform(
    Float64Array.from(field, (value, i) => (present[i] ? value - mean : 0)),
    shape,
    torus,
  );
  const products = correlate(spectrum, spectrum, torus);
  const lengths = limits.map((limit) => 2 * limit + 1);
  const [, rows, columns] = toShape(lengths);
  const [z, y, x] = toShape(lengths).map((length) => (length - 1) / 2) as [number, number, number];
  const values = new Float64Array(countPoints(lengths));
  const pairs = values.map((_, i) => {
    const row = Math.floor(i / columns);
    const lag = [Math.floor(row / rows) - z, (row % rows) - y, (i % columns) - x];
    const count = countPairs(lag);
    values[i] = count > 0 ? products[lagIndex(lag, torus)]! / count : Number.NaN;
    return count;
  });
  return { values, shape: lengths, pairs };
}
