import { exp } from '@backdropjs/random/math';
import { fromCorrelation } from './from-correlation';
import type { CovarianceModel, ModelOptions } from './model';

/**
 * The exponential covariance, k(r) = variance exp(-r / l): rough fields, the Matérn ones of smoothness 1/2.
 *
 * $$
 * k(r) = \sigma^2 e^{-r / l}
 * $$
 *
 * @returns a model for {@link createSampler}.
 * @throws RangeError if an option is out of range.
 * @example
 * ```ts
 * import { exponential } from '@backdropjs/fields';
 *
 * const covariance = exponential({ correlationLength: 10 }).covariance(0, 20); // exp(-2)
 * ```
 */
export function exponential(options: ModelOptions): CovarianceModel {
  return fromCorrelation('exponential', options, (halfSquare) => exp(-Math.sqrt(2 * halfSquare)));
}
