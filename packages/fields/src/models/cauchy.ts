import { exp, log, log1p } from '@backdropjs/random/math';
import { checkNumber } from '../check';
import { fromCorrelation } from './from-correlation';
import type { CovarianceModel, ModelOptions } from './model';

/**
 * The generalized Cauchy covariance, k(r) = variance (1 + (r / l)^alpha)^(-beta / alpha): roughness and range apart from each
 * other. `alpha` is the roughness near 0 as that of {@link stable}, `beta` the power of the tail, where covariances fall like
 * (r / l)^-beta: long memory below the number of axes. With alpha 2, {@link rationalQuadratic} has the same form.
 *
 * $$
 * k(r) = \sigma^2 \big(1 + (r / l)^\alpha\big)^{-\beta / \alpha}, \qquad \sigma^2 \text{ the variance}, \; l \text{ the correlation length}
 * $$
 *
 * @param options - `alpha` in [0.01, 2], default 2; `beta` in [0.01, 100].
 * @returns a model for {@link createSampler}.
 * @throws RangeError if an option is out of range.
 * @see T. Gneiting and M. Schlather, "Stochastic models that separate fractal dimension and the Hurst effect", SIAM Review, 2004.
 * @example
 * ```ts
 * import { cauchy } from '@backdropjs/fields';
 *
 * const covariance = cauchy({ correlationLength: 10, beta: 1 }).covariance(0, 20); // (1 + 4)^-0.5
 * ```
 */
export function cauchy(options: ModelOptions & { alpha?: number; beta: number }): CovarianceModel {
  const { alpha = 2, beta, ...others } = Object(options) as typeof options;
  checkNumber('cauchy', 'alpha', alpha, 0.01, 2);
  checkNumber('cauchy', 'beta', beta, 0.01, 100);
  return fromCorrelation('cauchy', others, (halfSquare) =>
    exp((-beta / alpha) * log1p(exp((alpha / 2) * log(2 * halfSquare)))),
  );
}
