import { refuse } from '../check';

/**
 * Two-sided tail probability of Student's t with a whole number of degrees of freedom v,
 * P(|T| >= |t|) = I_x(v/2, 1/2) with x = v / (v + t^2) (Abramowitz and Stegun 26.7.1, 26.5.27).
 */
export function studentTTwoSided(t: number, degreesOfFreedom: number): number {
  if (!Number.isInteger(degreesOfFreedom) || degreesOfFreedom < 1) {
    refuse('studentTTwoSided', 'degreesOfFreedom must be a whole number from 1', degreesOfFreedom);
  }
  if (Number.isNaN(t)) return Number.NaN;
  const x = degreesOfFreedom / (degreesOfFreedom + t * t);
  const a = degreesOfFreedom / 2;
  const beta = betaWithHalf(degreesOfFreedom);
  const front = x ** a * Math.sqrt(1 - x);
  // The continued fraction converges fast on the side of the mean it is evaluated on.
  if (x < (a + 1) / (a + 2.5)) return (front / (a * beta)) * betaFraction(a, 0.5, x);
  return 1 - (front / (0.5 * beta)) * betaFraction(0.5, a, 1 - x);
}

/** B(v/2, 1/2), by B(a + 1, 1/2) = B(a, 1/2) a / (a + 1/2) from B(1/2, 1/2) = pi and B(1, 1/2) = 2. */
function betaWithHalf(v: number): number {
  let beta = v % 2 === 1 ? Math.PI : 2;
  for (let a = v % 2 === 1 ? 0.5 : 1; a < v / 2; a++) beta *= a / (a + 0.5);
  return beta;
}

/** The continued fraction of the incomplete beta function (26.5.8), by Lentz's method. */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    value *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
}
