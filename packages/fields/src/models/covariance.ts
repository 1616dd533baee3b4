import { check, checkChoice, readOptions } from '../check';
import { circulantEigenvalues } from './circulant';
import { fromThree } from './lag-function';
import { createMetric } from './metric';
import type { Anisotropy, CovarianceModel } from './model';

/** The options of {@link covariance} beside the function. */
export interface CovarianceOptions {
  /** What the function is of: the 'distance', the default, or the 'lag', one number for each axis, rows before columns. */
  of?: 'distance' | 'lag';
  /** The unit of the distance that the function is given, default 1. */
  correlationLength?: number;
  /** How distances are measured; default: the same in all directions. Not for functions of a lag. */
  anisotropy?: Anisotropy;
}

/**
 * A model given by your own covariance function: of the distance r / l, or of the lag.
 *
 * $$
 * k = f(r / l) \quad\text{or}\quad k = f(\text{lag})
 * $$
 *
 * Not every function is a covariance. A sampler computes the eigenvalues on its torus: where they are negative, that is an
 * error which tells their share, and with `indefinite: 'clip'` they are taken as 0. What is a covariance on the line may be none
 * in the plane or in space.
 *
 * @param f - the covariance: its value at 0, which is positive, is the variance, and no other exceeds it. A function of a lag is the same
 * for opposite lags; it is called with one of the two only.
 * @returns a model for {@link createSampler}.
 * @throws RangeError if an option is out of range, or the function returns what is no number of at most the variance, at once for 0
 * and else when sampling.
 * @see R. J. Adler, "The Geometry of Random Fields", 1981, chapter 2, for what makes a covariance.
 * @example
 * ```ts
 * import { covariance, createSampler } from '@backdropjs/fields';
 *
 * const hole = covariance((r) => (r === 0 ? 1 : Math.sin(r) / r), { correlationLength: 4 });
 * const separable = covariance((dy, dx) => Math.exp(-Math.abs(dy) / 3 - Math.abs(dx) / 9), { of: 'lag' });
 * const sampler = await createSampler({ model: separable, shape: [40, 50], boundary: { padding: 'auto' }, seed: 1 });
 * console.log(hole.covariance(0, 4), sampler.report.covarianceError);
 * ```
 */
export function covariance(
  f: (...distance: number[]) => number,
  options: CovarianceOptions = {},
): CovarianceModel {
  const name = 'covariance';
  check(typeof f === 'function', name, 'f must be a function of a distance or a lag', f, '', 'function');
  const read = readOptions(name, options, { of: 'distance', correlationLength: 1, anisotropy: undefined });
  const { of, correlationLength, anisotropy = { ratio: 1, angle: 0 } } = read;
  checkChoice(name, 'of', of, 'distance', 'lag');
  const bare = of === 'distance' || read.anisotropy === undefined;
  check(bare, name, "anisotropy must be left out for a function of a 'lag'", anisotropy, '', 'object');
  const { halfSquare, plane } = createMetric(name, { correlationLength, anisotropy });
  const variance = f(0, 0, 0);
  const valid = typeof variance === 'number' && variance > 1e-50 && variance < 1e50;
  check(valid, name, 'f must be a number in [1e-50, 1e+50] at 0', variance);
  const checked = (...distance: number[]): number => {
    const value = f(...distance);
    const met = typeof value === 'number' && Math.abs(value) <= variance * (1 + 1e-12);
    check(
      met,
      name,
      `f must be a number of at most ${variance}, its value at 0, at ${distance.join(', ')}`,
      value,
    );
    return value;
  };
  const scaled = (...lag: number[]) => checked(...lag.map((distance) => distance / correlationLength));
  const atDistance = (dz: number, dy: number, dx: number) => checked(Math.sqrt(2 * halfSquare(dz, dy, dx)));
  return {
    name,
    variance,
    covariance: of === 'lag' ? scaled : fromThree(atDistance),
    eigenvalues: (torus, within) => {
      const axes = torus.shape.length;
      const at =
        of === 'distance' ? atDistance : (...lag: [number, number, number]) => scaled(...lag.slice(3 - axes));
      return circulantEigenvalues(at, torus, within, of === 'distance' && plane.cosine * plane.sine === 0);
    },
  };
}
