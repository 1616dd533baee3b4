import type { FloatArray } from '@backdropjs/random';
import { checkInteger } from '../check';
import { realTransform } from '../synthesis/real-transform';
import { forEachLag, lagIndex, toShape } from '../torus/torus';
import { addTo, classMeans, type Sums } from './class-means';
import { correlate, paddedShape } from './correlate';
import { readGaps } from './gaps';
import { type GridOptions, lagLimits, type MissingOption, readGrid } from './options';

/** Means over classes of distances. */
export interface Variogram {
  /** The mean distance of the pairs of each class, in the unit of the spacing. */
  readonly distance: Float64Array<ArrayBuffer>;
  /** Half of the mean squared difference of the pairs. */
  readonly value: Float64Array<ArrayBuffer>;
  /** How many pairs of points there are. */
  readonly pairs: Float64Array<ArrayBuffer>;
}

/**
 * The empirical (semi)variogram of a field in all directions: half of the mean of (z(x) - z(y))^2 over pairs of
 * points, in classes of their distance |x - y|. It estimates variance - covariance(distance), whatever the mean.
 *
 * $$
 * \gamma(r) = \tfrac{1}{2} \Big\langle \big(z(x) - z(y)\big)^2 \Big\rangle_{|x - y| \in \text{class}}
 * $$
 *
 * @param options - `maxLag` is the greatest distance along each axis in grid points, less on axes that are shorter (or half
 * of which is, if periodic); `bins` is the number of classes of equal width up to the greatest distance along an axis, each with its
 * upper edge: by default `maxLag`, so that neighbors are a class of their own. Classes without pairs are left out.
 * @param field - in row-major order; unchanged.
 * @returns distance, semivariance and number of pairs of each class; new arrays.
 * @throws RangeError if an option is out of range, or a number is not finite and not left out.
 * @see G. Matheron, "Principles of geostatistics", Economic Geology, 1963.
 * @example
 * ```ts
 * import { createSampler, exponential, variogram } from '@backdropjs/fields';
 *
 * const sampler = await createSampler({
 *   model: exponential({ correlationLength: 3 }),
 *   shape: [64, 64],
 *   boundary: { padding: 'auto' },
 *   seed: 1,
 * });
 * const { distance, value } = variogram(sampler.realization(0), { shape: [64, 64], maxLag: 12 });
 * ```
 */
export function variogram(
  field: FloatArray,
  options: GridOptions & MissingOption & { maxLag: number; bins?: number },
): Variogram {
  const caller = 'variogram';
  const read = readGrid(caller, field, options, { maxLag: undefined, bins: undefined, missing: 'throw' });
  const { shape, maxLag, periodic, steps, bins = Math.max(1, maxLag) } = read;
  const limits = lagLimits(caller, maxLag, shape, periodic);
  checkInteger(caller, 'bins', bins, 1, 0x8000);
  const torus = paddedShape(shape, limits, periodic);
  const transform = (values: ArrayLike<number>) => realTransform(values, shape, torus);
  // Without its mean, whose square would drown what is left.
  const { values: centered, present, pairs: countPairs } = readGaps(field, shape, torus, periodic);
  const mean = centered.reduce((total, value) => total + value, 0) / present.reduce((a, b) => a + b, 0);
  centered.forEach((value, i) => {
    centered[i] = present[i]! && value - mean;
  });
  const values = transform(centered);
  const products = correlate(values, values, torus);
  // The sum over pairs of (a - b)^2 is that of a^2 + b^2 less twice that of a b.
  const squares = correlate(transform(centered.map((value) => value * value)), transform(present), torus);
  const reach = [0, 0, ...limits].slice(-3);
  const longest = Math.max(...reach.map((limit, axis) => limit * steps[axis]!));
  const sizes = toShape(shape);
  const classes: Sums[] = [];
  forEachLag(reach, (...lag) => {
    const distance = Math.hypot(...lag.map((distance, axis) => distance * steps[axis]!));
    if (distance === 0 || distance > longest) return;
    const points = countPairs(lag);
    if (points === 0) return;
    // Half around a torus is the same in either direction: such lags are visited once more, or count each pair twice.
    const halves = lag.filter((steps, axis) => periodic && 2 * Math.abs(steps) === sizes[axis]).length;
    const at = lagIndex(lag, torus);
    // Distances of whole steps are upper edges of the classes, whatever the rounding.
    const bin = Math.ceil(((bins * distance) / longest) * (1 - 1e-12)) - 1;
    addTo(classes, bin, points / 2 ** halves, distance, (squares[at]! - products[at]!) / points);
  });
  const [pairs, distance, value] = classMeans(classes);
  return { distance, value, pairs };
}
