import type { FloatArray } from '@backdropjs/random';
import { checkInteger } from '../check';
import { realTransform } from '../torus/real-transform';
import { countPairs, forEachLag, lagIndex, toShape } from '../torus/torus';
import { addTo, classMeans, type Sums } from './class-means';
import { correlate, paddedShape } from './correlate';
import { type GridOptions, lagLimits, readGrid } from './options';

/** Means over classes of distances. */
export interface Variogram {
  /** The mean distance of the pairs of each class, in the unit of the spacing. */
  readonly distance: Float64Array;
  /** Half of the mean squared difference of the pairs. */
  readonly value: Float64Array;
  /** How many pairs of points there are. */
  readonly pairs: Float64Array;
}

/**
 * The empirical (semi)variogram of a field in all directions: half of the mean of (z(x) - z(y))^2 over pairs of
 * points, in classes of their distance |x - y|. It estimates variance - covariance(distance), whatever the mean.
 *
 * @param options - `maxLag` is the greatest distance along each axis in grid points; `bins` is the number of
 * classes of equal width up to the greatest distance, default `maxLag`. Classes without pairs are left out.
 * @throws RangeError if an option is out of range.
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
  options: GridOptions & { maxLag: number; bins?: number },
): Variogram {
  const caller = 'variogram';
  const read = readGrid(caller, field, options, { maxLag: undefined, bins: undefined });
  const { shape, maxLag, periodic, steps, bins = Math.max(1, maxLag) } = read;
  const limits = lagLimits(caller, maxLag, shape, periodic);
  checkInteger(caller, 'bins', bins, 1, 0x8000);
  const torus = paddedShape(shape, limits, periodic);
  const transform = (values: ArrayLike<number>) => realTransform(values, shape, torus);
  const values = transform(field);
  const products = correlate(values, values, torus);
  // The sum over pairs of (a - b)^2 is that of a^2 + b^2 less twice that of a b.
  const squares = correlate(
    transform(Float64Array.from(field, (value) => value * value)),
    transform(new Float64Array(field.length).fill(1)),
    torus,
  );
  const reach = [0, 0, ...limits].slice(-3);
  const longest = Math.min(...reach.map((limit, axis) => (limit > 0 ? limit * steps[axis]! : Infinity)));
  const classes: Sums[] = [];
  forEachLag(reach, (...lag) => {
    const distance = Math.hypot(...lag.map((distance, axis) => distance * steps[axis]!));
    if (distance === 0 || distance > longest) return;
    const pairs = countPairs(toShape(shape), lag, periodic);
    const at = lagIndex(lag, torus);
    const bin = Math.min(bins - 1, Math.floor((bins * distance) / longest));
    addTo(classes, bin, pairs, distance, (squares[at]! - products[at]!) / pairs);
  });
  const [pairs, distance, value] = classMeans(classes);
  return { distance, value, pairs };
}
