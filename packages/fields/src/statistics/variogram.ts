import type { FloatArray } from '@backdropjs/random';
import { checkInteger } from '../check';
import { forEachLag, lagIndex, toShape } from '../torus/torus';
import { correlate, paddedShape, realTransform } from './correlate';
import { checkGrid, type GridOptions, lagLimits } from './options';

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
  const steps = toShape(checkGrid(caller, field, options));
  const { shape, maxLag, bins = Math.max(1, maxLag), periodic = false } = options;
  const limits = lagLimits(caller, maxLag, options);
  checkInteger(caller, 'bins', bins, 1, 0x8000);
  const torus = paddedShape(shape, limits, periodic);
  const transform = (value: (i: number) => number) => realTransform(value, shape, torus);
  const values = transform((i) => field[i]!);
  const products = correlate(values, values, torus);
  // The sum over pairs of (a - b)^2 is that of a^2 + b^2 less twice that of a b.
  const inside = transform(() => 1);
  const squares = correlate(
    transform((i) => field[i]! ** 2),
    inside,
    torus,
  );
  const sizes = toShape(shape);
  const reach = [0, 0, ...limits].slice(-3);
  const longest = Math.min(...reach.map((limit, axis) => (limit > 0 ? limit * steps[axis]! : Infinity)));
  const sums = Array.from({ length: bins }, () => ({ distance: 0, value: 0, pairs: 0 }));
  forEachLag(reach, (dz, dy, dx) => {
    const distance = Math.hypot(dz * steps[0], dy * steps[1], dx * steps[2]);
    if (distance === 0 || distance > longest) return;
    const sum = sums[Math.min(bins - 1, Math.floor((bins * distance) / longest))]!;
    const at = lagIndex([dz, dy, dx], torus);
    const pairs = [dz, dy, dx].reduce((n, lag, i) => n * (sizes[i]! - (periodic ? 0 : Math.abs(lag))), 1);
    sum.pairs += pairs;
    sum.distance += pairs * distance;
    sum.value += squares[at]! - products[at]!;
  });
  const found = sums.filter(({ pairs }) => pairs > 0);
  return {
    distance: Float64Array.from(found, (sum) => sum.distance / sum.pairs),
    value: Float64Array.from(found, (sum) => sum.value / sum.pairs),
    pairs: Float64Array.from(found, (sum) => sum.pairs),
  };
}
