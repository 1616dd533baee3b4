import { COUNT53 } from './bits';
import { drawBits } from './draw-bits';
import { STREAM_BERNOULLI } from './streams';
import type { Key, NumberArray } from './types';

/**
 * The numbers of `bernoulli` without its checks, for packages that have checked the arguments themselves and count bytes.
 *
 * $$
 * P(x_i = 1) = p
 * $$
 *
 * @param key - a key; anything else gives numbers that mean nothing.
 * @param p - probability of 1, in [0, 1].
 * @param out - the array to fill.
 * @returns `out`.
 * @throws nothing.
 * @example
 * ```ts
 * import { key } from '@backdropjs/random';
 * import { drawBernoulli } from '@backdropjs/random/unchecked';
 *
 * const mask = drawBernoulli(key(1), 0.2, new Float32Array(64)); // as bernoulli(key(1), 0.2, new Float32Array(64))
 * ```
 */
export function drawBernoulli<A extends NumberArray>(key: Key, p: number, out: A): A {
  const limit = p * COUNT53;
  return drawBits(key, out, STREAM_BERNOULLI, (bits) => (bits < limit ? 1 : 0));
}
