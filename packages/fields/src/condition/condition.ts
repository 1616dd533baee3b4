import { key, type Seed } from '@backdropjs/random';
import { drawNormal, fold } from '@backdropjs/random/unchecked';
import { check, checkInteger, checkNumber, isList, readOptions } from '../check';
import { checkData, MOST } from '../check-data';
import type { Sampler } from '../sampler/create-sampler';
import { countPoints, toShape } from '../torus/torus';
import { factor, solve, solveLower } from './cholesky';
import { prepareSpread, split } from './spread';

/** The options of {@link condition}. */
export interface ConditionOptions {
  /** The places of the data: for each one its index along every axis of the grid, rows before columns. */
  points: readonly (readonly number[])[];
  /** The data, as differences from the mean of the fields. */
  values: ArrayLike<number>;
  /** The standard deviation of the errors of the data, or one for each: default 0, data that are met exactly. */
  noise?: number | ArrayLike<number>;
  /** Of the errors that are drawn; needed with `noise` only. */
  seed?: Seed;
}

/** Fields that are drawn under the condition that they take the values of data. */
export interface Conditioned<A extends Float32Array | Float64Array> {
  /** The conditional mean at every point of the grid (simple kriging), in row-major order. */
  readonly mean: Float64Array;
  /**
   * The conditional variance at every point of the grid, a new array. For n data it takes about n^2 / 2 multiplications for
   * each point of the grid: a second for 200 data on 128 by 128 points.
   */
  variance(): Float64Array;
  /** Conditional field number i, made of field number i of the sampler: a new array. */
  realization(i: number): A;
}

/** Beyond, the matrix of covariances would take more than two gigabytes, and its factor minutes. */
const MOST_DATA = 20_000;

/**
 * Draws fields that agree with data: exact conditional realizations on the grid.
 *
 * $$
 * Z_c(x) = Z(x) + k(x, P)\, (K + \text{noise}^2)^{-1} \big(\text{values} - Z(P) - e\big)
 * $$
 *
 * Matheron's substitution: with Z a field of the sampler, Z(x) + k(x, P) (K + noise^2)^-1 (values - Z(P) - e), where K is the
 * matrix of covariances between the points P of the data and e are errors as large as the noise. The mean over many is
 * k(x, P) (K + noise^2)^-1 values, and the variance k(x, x) - k(x, P) (K + noise^2)^-1 k(P, x). The covariance k is that of the sampler's
 * fields, on a torus too, so that no approximation is made; but data lie on points of the grid. The mean of fields is 0: take
 * yours off the values, and add it to the fields.
 *
 * n data take 4 n^2 bytes and n^3 / 6 multiplications once (5,000 data: 100 MB and about half a minute), and n^2 and two
 * transforms for each realization.
 *
 * @param sampler - of `createSampler`.
 * @returns realizations by number, as a sampler gives them, and mean and variance.
 * @throws RangeError if a point lies outside of the grid, a number is not finite or a value beyond 1e30, there are no data or more than 20,000, or the data
 * depend on each other (a point given twice without noise).
 * @see A. Journel and C. Huijbregts, "Mining Geostatistics", 1978, section VII.A.1; C. Rasmussen and C. Williams, "Gaussian
 * Processes for Machine Learning", 2006, equations 2.25 and 2.26, for mean and variance.
 * @example
 * ```ts
 * import { createSampler, exponential } from '@backdropjs/fields';
 * import { condition } from '@backdropjs/fields/condition';
 *
 * const model = exponential({ correlationLength: 8 });
 * const sampler = await createSampler({ model, shape: [40, 50], boundary: { padding: 'auto' }, seed: 1 });
 * const points = [[3, 4], [20, 30], [39, 49]];
 * const drilled = condition(sampler, { points, values: [1.5, -0.3, 0.8] });
 * const field = drilled.realization(0); // 1.5 at row 3, column 4
 * const deviation = drilled.variance().map(Math.sqrt); // 0 at the points, 1 far from them
 * ```
 */
export function condition<A extends Float32Array | Float64Array>(
  sampler: Sampler<A>,
  options: ConditionOptions,
): Conditioned<A> {
  const caller = 'condition';
  // A model has a covariance as well, but no report.
  const isSampler = typeof sampler?.covariance === 'function' && !!sampler.report;
  check(isSampler, caller, 'sampler must be one of createSampler', sampler, '', 'sampler');
  const { points, values, noise, seed } = readOptions(caller, options, {
    points: undefined,
    values: undefined,
    noise: 0,
    seed: undefined,
  });
  const { shape } = sampler;
  const places = readPoints(caller, points, shape);
  const size = places.length;
  checkData(caller, 'values', values);
  check(
    values.length === size,
    caller,
    `values must be one for each of the ${size} points`,
    values,
    '',
    'list',
  );
  Array.from(values).forEach((value, j) => {
    checkNumber(caller, `values[${j}]`, value, -MOST, MOST);
  });
  const deviations = isList(noise) ? noise : places.map(() => noise as number);
  const each = 'noise must be a number or one for each point';
  check(deviations.length === size, caller, each, noise, '', 'list');
  const errors = Float64Array.from(deviations, (deviation, j) => {
    checkNumber(caller, `noise[${j}]`, deviation, 0);
    return deviation;
  });
  const isNoisy = errors.some((deviation) => deviation > 0);
  check(!isNoisy || seed !== undefined, caller, 'seed must be given with noise', seed);
  const noiseKey = isNoisy ? fold(caller, key(seed), caller) : undefined;

  const grid = toShape(shape);
  const covariance = (from: number, to: number) => {
    const [a, b] = [split(from, grid), split(to, grid)];
    return sampler.covariance(...b.map((position, axis) => position - a[axis]!).slice(-shape.length));
  };
  const matrix = new Float64Array((size * (size + 1)) / 2);
  let at = 0;
  places.forEach((place, i) => {
    for (let j = 0; j <= i; j++) matrix[at++] = covariance(place, places[j]!);
    matrix[at - 1]! += errors[i]! ** 2;
  });
  const first = factor(matrix, size);
  check(
    first === size,
    caller,
    'data must not depend on each other',
    `points[${first}]`,
    'leave it out or pass noise',
    'string',
  );

  const spread = prepareSpread(torusCovariance(sampler), sampler.report.embedding, shape, places);
  const weights = Float64Array.from(values as Float64Array);
  solve(matrix, weights);
  return {
    mean: spread(weights),
    variance() {
      const total = sampler.covariance(...shape.map(() => 0));
      const between = new Float64Array(size);
      return Float64Array.from({ length: countPoints(shape) }, (_, x) => {
        places.forEach((place, j) => {
          between[j] = covariance(place, x);
        });
        solveLower(matrix, between);
        return Math.max(0, total - between.reduce((sum, value) => sum + value * value, 0));
      });
    },
    realization(i) {
      checkInteger('realization', 'i', i, 0, 2 ** 33 - 1);
      const field = sampler.realization(i);
      const drawn = noiseKey ? drawNormal(fold(caller, noiseKey, i), new Float64Array(size)) : errors;
      const rest = Float64Array.from(
        places,
        (place, j) => values[j]! - field[place]! - errors[j]! * drawn[j]!,
      );
      solve(matrix, rest);
      const correction = spread(rest);
      return field.map((value, x) => value + correction[x]!) as A;
    },
  };
}

/** The positions of points on a grid in row-major order. */
function readPoints(
  caller: string,
  points: readonly (readonly number[])[],
  shape: readonly number[],
): number[] {
  check(isList(points), caller, 'points must be a list', points, '', 'list');
  const met = points.length > 0 && points.length <= MOST_DATA;
  check(met, caller, `points must be 1 to ${MOST_DATA}`, points.length);
  return Array.from<readonly number[], number>(points, (point, j) => {
    const name = `points[${j}]`;
    const fits = isList(point) && point.length === shape.length;
    check(fits, caller, `${name} must be one index for each of the ${shape.length} axes`, point, '', 'list');
    return shape.reduce((position, length, axis) => {
      checkInteger(caller, `${name}[${axis}]`, point[axis]!, 0, length - 1);
      return position * length + point[axis]!;
    }, 0);
  });
}

/** The covariance of fields at all lags of the torus that they are cut out of. */
function torusCovariance(sampler: Sampler<Float32Array | Float64Array>): Float64Array {
  const { embedding } = sampler.report;
  const torus = toShape(embedding);
  return Float64Array.from({ length: countPoints(torus) }, (_, i) =>
    sampler.covariance(...split(i, torus).slice(-embedding.length)),
  );
}
