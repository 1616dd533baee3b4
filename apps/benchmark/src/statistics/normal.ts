import { refuse } from '../check';

/**
 * Two-sided tail probability of the standard normal distribution, P(|Z| >= |z|) = erfc(|z| / sqrt 2).
 *
 * Below 2.5 the all-positive series of erf (Abramowitz and Stegun 7.1.6), above it the continued fraction of
 * erfc (7.1.14), so that small probabilities keep their relative precision.
 */
export function normalTwoSided(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  if (Number.isNaN(x)) return Number.NaN;
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let fraction = x;
  for (let n = 60; n >= 1; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}

/** P(Z <= z). */
export function normalCdf(z: number): number {
  const tail = normalTwoSided(z) / 2;
  return z < 0 ? tail : 1 - tail;
}

/**
 * The z with P(Z <= z) = p, for p in (0, 1), by Newton's method from 0: the distribution function is concave beyond 0
 * and convex before it, so no step overshoots.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) refuse('normalQuantile', 'p must be in (0, 1)', p);
  if (p > 0.5) return -normalQuantile(1 - p);
  let z = 0;
  for (;;) {
    const step = (normalCdf(z) - p) * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2);
    if (!(step > 1e-15 * (1 - z))) return z;
    z -= step;
  }
}
