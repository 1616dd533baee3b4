import { exp, log1p } from '@backdropjs/random/math';
import { checkNumber } from '../check';
import { fromCorrelation } from './from-correlation';
import type { CovarianceModel, ModelOptions } from './model';

/**
 * The rational quadratic covariance, k(r) = variance (1 + r^2 / (2 alpha l^2))^-alpha: a mixture of
 * squared-exponential ones of many lengths, whose tail falls like a power.
 *
 * $$
 * k(r) = \sigma^2 \Big(1 + \frac{r^2}{2 \alpha l^2}\Big)^{-\alpha}
 * $$
 *
 * @param options - `alpha` is the power of the tail, positive; towards infinity it becomes {@link squaredExponential}.
 * @returns a model for {@link createSampler}.
 * @throws RangeError if an option is out of range.
 * @example
 * ```ts
 * import { rationalQuadratic } from '@backdropjs/fields';
 *
 * const model = rationalQuadratic({ correlationLength: 10, alpha: 2 });
 * const covariance = model.covariance(0, 20); // (1 + 1)^-2
 * ```
 */
export function rationalQuadratic(options: ModelOptions & { alpha: number }): CovarianceModel {
  const { alpha, ...others } = Object(options) as typeof options;
  checkNumber('rationalQuadratic', 'alpha', alpha);
  return fromCorrelation('rationalQuadratic', others, (halfSquare) =>
    exp(-alpha * log1p(halfSquare / alpha)),
  );
}
