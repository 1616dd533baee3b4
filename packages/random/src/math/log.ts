import { float, HIGH, words } from './words';

/**
 * The natural logarithm, bit-identical in every engine, with an error below 1 ulp.
 *
 * $$
 * \ln x = k \ln 2 + \ln(1 + f), \qquad x = 2^k (1 + f)
 * $$
 *
 * x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)), s = f / (2 + f), log(1 + f) = f - f^2/2 + s (f^2/2 +
 * R(s^2)).
 *
 * @param x - any number; 0 gives -Infinity, negative numbers and NaN give NaN.
 * @returns the natural logarithm of x.
 * @throws nothing.
 * @see FreeBSD msun (Sun fdlibm), e_log.c, for the method and the coefficients.
 * @example
 * ```ts
 * import { log } from '@backdropjs/random/math';
 *
 * const one = log(Math.E);
 * ```
 */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x > 0 ? x : NaN;
  return x < 2.2250738585072014e-308 ? logKernel(x * 18014398509481984, -54) : logKernel(x, 0);
}

/** log(x) + k ln 2 for a positive normal number x, with the minimax coefficients of FreeBSD msun, e_log.c. */
export function logKernel(x: number, k: number): number {
  // Adding the distance from sqrt(1/2) to 1 carries into the exponent exactly when the fraction is at least
  // sqrt(2).
  float[0] = x;
  const shifted = (words[HIGH]! + (0x3ff00000 - 0x3fe6a09e)) | 0;
  words[HIGH] = (shifted & 0xfffff) + 0x3fe6a09e;
  const exponent = k + (shifted >> 20) - 1023;
  const f = float[0]! - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  // (log(1 + s) - log(1 - s) - 2 s) / s by powers of s^2, in two halves that do not wait for each other.
  // biome-ignore format: Horner's rule, a coefficient a line
  const even = w * (3.999999999940942e-1
    + w * (2.2222198432149784e-1
    + w * 1.5313837699209373e-1));
  // biome-ignore format: Horner's rule, a coefficient a line
  const odd = z * (6.666666666666735e-1
    + w * (2.857142874366239e-1
    + w * (1.818357216161805e-1
    + w * 1.4798198605116586e-1)));
  const half = 0.5 * f * f;
  // ln 2 in two parts: the first has enough trailing zeros for exact products with any exponent.
  const low = exponent * 1.9082149292705877e-10;
  return exponent * 6.931471803691238e-1 - (half - (s * (half + (even + odd)) + low) - f);
}
