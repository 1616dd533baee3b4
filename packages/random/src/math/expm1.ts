import { exp, LN2_HIGH, LN2_LOW, powerOfTwo, quotient } from './exp';

/**
 * exp(x) - 1 without the cancellation of `exp(x) - 1` for small x, bit-identical in every engine, with an error below
 * 2 ulp.
 *
 * $$
 * e^x - 1 = 2^k \big((e^r - 1) + (1 - 2^{-k})\big), \qquad x = k \ln 2 + r
 * $$
 *
 * x = k ln 2 + r with |r| <= ln(2)/2 as in {@link exp}, and exp(x) - 1 = 2^k ((exp(r) - 1) + (1 - 2^-k)).
 *
 * @param x - any number; NaN gives NaN.
 * @returns e to the power x, less 1.
 * @throws nothing.
 * @see FreeBSD msun (Sun fdlibm), s_expm1.c, for the reduction.
 * @example
 * ```ts
 * import { expm1 } from '@backdropjs/random/math';
 *
 * const tiny = expm1(1e-20); // 1e-20, where exp(1e-20) - 1 is 0
 * ```
 */
export function expm1(x: number): number {
  // Below, 1 is less than half a unit of the last place of exp(x), or exp(x) of that of 1.
  if (!(x > -38 && x < 38)) return exp(x) - 1;
  const k = Math.round(x * Math.LOG2E);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  // exp(r) - 1, and r itself where that is all: for x = -0 too.
  const rest = high - (low - quotient(r));
  return k === 0 ? (r === 0 ? x : rest) : powerOfTwo(k) * (rest + (1 - powerOfTwo(-k)));
}
