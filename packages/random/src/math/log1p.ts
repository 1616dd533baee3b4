import { log } from './log';

/**
 * log(1 + x) without the cancellation of `log(1 + x)` for small x, bit-identical in every engine, with an error below
 * 2 ulp.
 *
 * $$
 * \ln(1 + x) = \ln u + \ln\!\Big(1 + \frac{c}{u}\Big), \qquad u = \operatorname{fl}(1 + x), \; c = (1 + x) - u
 * $$
 *
 * With u the rounded 1 + x, log(1 + x) = log(u) + log(1 + c / u), where c = (1 + x) - u is exact and at most half a unit of
 * u's last place, so that the second logarithm is c / u.
 *
 * @param x - any number; -1 gives -Infinity, numbers below and NaN give NaN.
 * @returns the natural logarithm of 1 + x.
 * @throws nothing.
 * @see W. Kahan, "Branch cuts for complex elementary functions", 1987; FreeBSD msun (Sun fdlibm), s_log1p.c.
 * @example
 * ```ts
 * import { log1p } from '@backdropjs/random/math';
 *
 * const tiny = log1p(1e-20); // 1e-20, where log(1 + 1e-20) is 0
 * ```
 */
export function log1p(x: number): number {
  const u = 1 + x;
  if (!(u > 0 && u < Infinity)) return log(u);
  // Of the two terms the larger first, so that both differences are exact. For x = -0 the result is -0.
  const rest = x < 1 ? x - (u - 1) : 1 - (u - x);
  return u === 1 ? x : log(u) + rest / u;
}
