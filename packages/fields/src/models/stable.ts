import { exp, log } from '@backdropjs/random/math';
import { checkNumber } from '../check';
import { fromCorrelation } from './from-correlation';
import type { CovarianceModel, ModelOptions } from './model';

/**
 * The stable covariance, k(r) = variance exp(-(r / l)^alpha), also called powered exponential or gamma-exponential: from rough
 * fields over {@link exponential} (alpha 1) to smooth ones (alpha 2, where l is sqrt(2) times that of {@link squaredExponential}).
 *
 * $$
 * k(r) = \sigma^2 e^{-(r / l)^\alpha}
 * $$
 *
 * @param options - `alpha` in [0.01, 2]; beyond 2 there is no such covariance.
 * @returns a model for {@link createSampler}.
 * @throws RangeError if an option is out of range.
 * @see C. Rasmussen and C. Williams, "Gaussian Processes for Machine Learning", 2006, equation 4.18.
 * @example
 * ```ts
 * import { stable } from '@backdropjs/fields';
 *
 * const covariance = stable({ correlationLength: 10, alpha: 1.5 }).covariance(0, 20); // exp(-2^1.5)
 * ```
 */
export function stable(options: ModelOptions & { alpha: number }): CovarianceModel {
  const { alpha, ...others } = Object(options) as typeof options;
  checkNumber('stable', 'alpha', alpha, 0.01, 2);
  // (r / l)^alpha, whose logarithm is -Infinity at distance 0.
  return fromCorrelation('stable', others, (halfSquare) => exp(-exp((alpha / 2) * log(2 * halfSquare))));
}
