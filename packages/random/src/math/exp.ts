import { float, HIGH, words } from './words';

export const LN2_HIGH = 6.931471803691238e-1;
export const LN2_LOW = 1.9082149292705877e-10;

/**
 * The exponential function, bit-identical in every engine, with an error below 1 ulp (for results that are
 * not subnormal).
 *
 * $$
 * e^x = 2^k \Big(1 + r + \frac{r c}{2 - c}\Big), \qquad x = k \ln 2 + r
 * $$
 *
 * x = k ln 2 + r with |r| <= ln(2)/2, exp(x) = 2^k (1 + r + r c / (2 - c)), c = r - r^2 P(r^2).
 *
 * @param x - any number; NaN gives NaN.
 * @returns e to the power x.
 * @throws nothing.
 * @see FreeBSD msun (Sun fdlibm), e_exp.c, for the method and the coefficients.
 * @example
 * ```ts
 * import { exp } from '@backdropjs/random/math';
 *
 * const e = exp(1);
 * ```
 */
export function exp(x: number): number {
  if (!(x > -746)) return x < 0 ? 0 : NaN;
  if (x > 709.782712893384) return Infinity;
  const k = Math.round(x * Math.LOG2E);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const y = 1 - (low - quotient(r) - high);
  // In two factors, so that neither leaves the range of normal numbers.
  const half = k >> 1;
  return y * powerOfTwo(half) * powerOfTwo(k - half);
}

/** exp(r) - 1 - r for |r| <= ln(2)/2, by r (exp(r) + 1) / (exp(r) - 1) in r^2 with the coefficients of FreeBSD msun, e_exp.c. */
export function quotient(r: number): number {
  const t = r * r;
  // biome-ignore format: Horner's rule, a coefficient a line
  const c = r - t * (1.6666666666666602e-1
    + t * (-2.7777777777015593e-3
    + t * (6.613756321437934e-5
    + t * (-1.6533902205465252e-6
    + t * 4.1381367970572385e-8))));
  return (r * c) / (2 - c);
}

/** 2^n for |n| < 1023, exactly. */
export function powerOfTwo(n: number): number {
  float[0] = 0;
  words[HIGH] = (n + 1023) << 20;
  return float[0]!;
}
