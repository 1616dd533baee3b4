import { fromCorrelation } from './from-correlation';
import type { CovarianceModel, ModelOptions } from './model';

/**
 * The cubic covariance, k(r) = variance (1 - 7 h^2 + 35/4 h^3 - 7/2 h^5 + 3/4 h^7) with h = r / l for r < l, else 0: smooth near 0
 * as {@link squaredExponential} (differentiable once), with an end as {@link spherical}.
 *
 * $$
 * k(r) = \sigma^2 \big(1 - 7 h^2 + \tfrac{35}{4} h^3 - \tfrac{7}{2} h^5 + \tfrac{3}{4} h^7\big), \quad h = r / l < 1; \qquad k(r) = 0, \quad r \ge l
 * $$
 *
 * @returns a model for {@link createSampler}.
 * @throws RangeError if an option is out of range.
 * @see J.-P. Chilès and P. Delfiner, "Geostatistics", 2012, section 2.5.1.
 * @example
 * ```ts
 * import { cubic } from '@backdropjs/fields';
 *
 * const covariance = cubic({ correlationLength: 10 }).covariance(0, 5); // 0.2041...
 * ```
 */
export function cubic(options: ModelOptions): CovarianceModel {
  return fromCorrelation('cubic', options, (halfSquare) => {
    const square = 2 * halfSquare;
    if (!(square < 1)) return 0;
    const h = Math.sqrt(square);
    // (1 - h)^4 (1 + 4 h + 3 h^2 + 3/4 h^3), in which nothing cancels.
    const rest = 1 - h;
    return rest * rest * rest * rest * (1 + h * (4 + h * (3 + 0.75 * h)));
  });
}
