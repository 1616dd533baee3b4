import { check, checkNumber, readOptions } from '../check';
import type { CovarianceModel } from '../models/model';
import { checkGrid } from '../torus/check-grid';
import { countPairs, countPoints, forEachLag, type Shape, toShape } from '../torus/torus';

/** What a field is worth in independent numbers. */
export interface EffectiveSampleSize {
  /** Of its mean, whose variance is variance / mean. */
  readonly mean: number;
  /** Of its mean square, whose variance is 2 variance^2 / meanSquare. */
  readonly meanSquare: number;
}

/**
 * How many independent numbers are worth as much as a field of correlated ones, when its mean or its mean square
 * is taken: N^2 / sum over all pairs of points of rho or rho^2, rho being their correlation.
 *
 * $$
 * n_{\text{mean}} = \frac{N^2}{\sum_{x, y} \rho(x - y)}, \qquad n_{\text{square}} = \frac{N^2}{\sum_{x, y} \rho(x - y)^2}
 * $$
 *
 * Fields are not periodic here. A small number means that single fields differ much from the model.
 *
 * @param model - the covariance.
 * @param grid - the shape of the field (up to three axes) and the spacing of its points, default 1.
 * @returns two numbers, of the mean and of the mean square.
 * @throws RangeError if the shape, the spacing or the variance is out of range, or a covariance is not finite.
 * @example
 * ```ts
 * import { effectiveSampleSize, squaredExponential } from '@backdropjs/fields';
 *
 * const model = squaredExponential({ correlationLength: 10 });
 * const { meanSquare } = effectiveSampleSize(model, { shape: [256, 256] }); // about 256^2 / (pi 10^2)
 * ```
 */
export function effectiveSampleSize(
  model: CovarianceModel,
  grid: { shape: readonly number[]; spacing?: number | readonly number[] },
): EffectiveSampleSize {
  const caller = 'effectiveSampleSize';
  const { shape, spacing } = readOptions(caller, grid, { shape: undefined, spacing: 1 });
  check(
    typeof model?.covariance === 'function',
    caller,
    'model must have a covariance function',
    model,
    '',
    'model',
  );
  checkNumber(caller, 'model.variance', model.variance);
  const read = checkGrid(caller, shape, spacing);
  const steps = toShape(read.spacing);
  const sizes = toShape(read.shape);
  const correlation = (lag: readonly number[]) => {
    const distances = lag.map((distance, axis) => distance * steps[axis]!).slice(-read.shape.length);
    const covariance = model.covariance(...distances);
    check(Number.isFinite(covariance), caller, `model.covariance(${distances}) must be finite`, covariance);
    return covariance / model.variance;
  };
  return {
    mean: effectiveCount(sizes, correlation),
    meanSquare: effectiveCount(sizes, (lag) => correlation(lag) ** 2),
  };
}

/** N^2 / sum over all pairs of points of an even function of their lag. */
export function effectiveCount(shape: Shape, f: (lag: readonly number[]) => number): number {
  let total = 0;
  forEachLag(
    shape.map((length) => length - 1),
    (...lag) => {
      // Each lag but 0 has an opposite.
      total += (lag.some(Boolean) ? 2 : 1) * countPairs(shape, lag) * f(lag);
    },
  );
  return countPoints(shape) ** 2 / total;
}
