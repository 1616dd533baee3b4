import { exp, expm1 } from '@backdropjs/random/math';
import { checkNumber } from '../check';
import { fromCorrelation } from './from-correlation';
import type { CovarianceModel, ModelOptions } from './model';

/**
 * The Matérn covariance, k(r) = variance 2^(1 - nu) / Gamma(nu) z^nu K_nu(z) with z = sqrt(2 nu) r / l: fields
 * of any smoothness nu, from rough (1/2 is {@link exponential}) to the squared-exponential limit.
 *
 * $$
 * k(r) = \sigma^2\, \frac{2^{1 - \nu}}{\Gamma(\nu)}\, z^\nu K_\nu(z), \qquad z = \sqrt{2 \nu}\; r / l
 * $$
 *
 * For nu = 1/2, 3/2, ..., 41/2 computed in closed form, exp(-z) times a polynomial, to a relative accuracy of 1e-14. Else as
 * the mixture of squared-exponential covariances that it is, so that neither a Bessel nor a gamma function is needed: to an
 * absolute accuracy of 1e-13 (for r of 0 or more than 1e-16 l), in some thirty times the time.
 *
 * @param options - `smoothness` is nu, in [0.05, 1000].
 * @returns a model for {@link createSampler}.
 * @throws RangeError if an option is out of range.
 * @see C. Rasmussen and C. Williams, "Gaussian Processes for Machine Learning", 2006, equation 4.14.
 * @example
 * ```ts
 * import { matern } from '@backdropjs/fields';
 *
 * const model = matern({ correlationLength: 10, smoothness: 1.5 });
 * const covariance = model.covariance(0, 20);
 * ```
 */
export function matern(options: ModelOptions & { smoothness: number }): CovarianceModel {
  const { smoothness, ...others } = Object(options) as typeof options;
  checkNumber('matern', 'smoothness', smoothness, 0.05, 1000);
  return fromCorrelation(
    'matern',
    others,
    smoothness % 1 === 0.5 && smoothness < 21 ? closedForm(smoothness) : maternCorrelation(smoothness),
  );
}

/**
 * The Matérn correlation for nu = p + 1/2 as a function of h = (r / l)^2 / 2: exp(-z) p! / (2p)! times the sum over i = 0, ..., p
 * of (p + i)! / (i! (p - i)!) (2z)^(p - i), with z = sqrt(2 nu) r / l. All terms are positive.
 *
 * @see C. Rasmussen and C. Williams, "Gaussian Processes for Machine Learning", 2006, equation 4.16.
 */
function closedForm(nu: number): (h: number) => number {
  const p = nu - 0.5;
  // Each coefficient over the one before, from that of z^0 on, which is 1.
  const ratios = Float64Array.from({ length: p }, (_, k) => (2 * (p - k)) / ((2 * p - k) * (k + 1)));
  return (h) => {
    const z = 2 * Math.sqrt(nu * h);
    let sum = 1;
    for (let k = p - 1; k >= 0; k--) sum = 1 + ratios[k]! * z * sum;
    // Beyond, the exponential is 0 and the sum may be infinite.
    return z < 746 ? exp(-z) * sum : 0;
  };
}

/**
 * The Matérn correlation as a function of h = (r / l)^2 / 2.
 *
 * Substituting s = nu exp(t) in 2^(1 - nu) z^nu K_nu(z) = integral of s^(nu - 1) exp(-s - z^2 / 4 s) ds over
 * s > 0 (DLMF 10.32.10) gives, with w(t) = exp(nu (t - (exp(t) - 1))),
 *
 *     correlation = integral of w(t) exp(-h exp(-t)) dt / integral of w(t) dt.
 *
 * The trapezoidal rule converges exponentially on such integrals (L. Trefethen and J. Weideman, "The
 * exponentially convergent trapezoidal rule", SIAM Review, 2014), and all of its terms are positive.
 */
export function maternCorrelation(nu: number): (h: number) => number {
  // w falls off like a Gaussian of variance 1 / nu, and 5 steps resolve exp(-exp(t)) to 1e-20.
  const step = 1 / Math.max(5, 2 * Math.sqrt(nu));
  // From where w(t) < 1e-20 on downwards.
  const exponent = (t: number) => nu * (t - expm1(t));
  let top = step;
  while (exponent(top) > -46) top += step;
  const weights: number[] = [];
  const rates: number[] = [];
  let sum = 0;
  for (let i = 0; ; i++) {
    const t = top - i * step;
    const weight = exp(exponent(t));
    if (t < 0 && weight < 1e-20) break;
    weights.push(weight);
    rates.push(exp(-t));
    sum += weight;
    // Further down exp(t) is lost beside 1, and the rest of the sum is geometric.
    if (t < -80) break;
  }
  const rest = weights.at(-1)! / expm1(nu * step);
  sum += rest;
  return (h) => {
    if (h === 0) return 1;
    let total = 0;
    for (let i = 0; i < weights.length; i++) {
      const decay = h * rates[i]!;
      if (decay > 46) return total / sum;
      total += weights[i]! * exp(-decay);
    }
    return (total + rest) / sum;
  };
}
