import { fromCorrelation } from './from-correlation';
import type { CovarianceModel, ModelOptions } from './model';

/**
 * The spherical covariance, k(r) = variance (1 - 3/2 r/l + 1/2 (r/l)^3) for r < l, else 0.
 *
 * $$
 * k(r) = \sigma^2 \big(1 - \tfrac{3}{2} h + \tfrac{1}{2} h^3\big), \quad h = r / l < 1; \qquad k(r) = 0, \quad r \ge l
 * $$
 *
 * @returns a model for {@link createSampler}.
 * @throws RangeError if an option is out of range.
 * @example
 * ```ts
 * import { spherical } from '@backdropjs/fields';
 *
 * const covariance = spherical({ correlationLength: 10 }).covariance(0, 20); // 0
 * ```
 */
export function spherical(options: ModelOptions): CovarianceModel {
  return fromCorrelation('spherical', options, (halfSquare) => {
    const h = Math.sqrt(2 * halfSquare);
    return h < 1 ? 1 - 1.5 * h + 0.5 * h * h * h : 0;
  });
}
