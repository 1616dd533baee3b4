import { checkNumber, readOptions } from '../check';
import { countPoints } from '../torus/torus';
import type { CovarianceModel } from './model';

/**
 * White noise on the grid: the covariance is `variance` at distance 0, and 0 elsewhere. To be added to another model
 * with {@link sum}.
 *
 * $$
 * k(r) = \sigma^2 \, [r = 0]
 * $$
 *
 * @returns a model for {@link createSampler}.
 * @throws RangeError if the variance is not a positive number.
 * @example
 * ```ts
 * import { exponential, nugget, sum } from '@backdropjs/fields';
 *
 * const model = sum(exponential({ correlationLength: 10 }), nugget({ variance: 0.1 }));
 * ```
 */
export function nugget(options: { variance?: number } = {}): CovarianceModel {
  const { variance } = readOptions('nugget', options, { variance: 1 });
  checkNumber('nugget', 'variance', variance);
  return {
    name: 'nugget',
    variance,
    covariance: (...lag) => (lag.every((distance) => distance === 0) ? variance : 0),
    eigenvalues: ({ shape }) => new Float64Array(countPoints(shape)).fill(variance),
  };
}
