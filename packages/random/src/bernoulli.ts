import { check } from './check';
import { drawBernoulli } from './draw-bernoulli';
import { output } from './output';
import type { Key, NumberArray } from './types';

/**
 * Draws zeros and ones, 1 with probability `p`.
 *
 * $$
 * P(x_i = 1) = p
 * $$
 *
 * Number i is 1 when a 53-bit uniform number of [0, 1), a function of `key` and i, is below `p`: 0 and 1 as
 * `p` are exact, any other `p` is met to 2^-53, a longer output begins with the shorter one, and under one
 * key the ones of a smaller `p` are among those of a larger.
 *
 * @param key - where the numbers come from.
 * @param p - probability of 1, in [0, 1].
 * @param out - the array to fill, or a length for a new Uint8Array.
 * @returns `out`, or the new array, which is the caller's.
 * @throws RangeError if `p` is outside [0, 1] or `out` is neither a typed array nor a length; TypeError if an argument is of another kind.
 * @example
 * ```ts
 * import { bernoulli, key } from '@backdropjs/random';
 *
 * const mask = bernoulli(key(1), 0.2, new Float32Array(64)); // about 13 ones
 * ```
 */
export function bernoulli(key: Key, p: number, out: number): Uint8Array<ArrayBuffer>;
export function bernoulli<A extends NumberArray>(key: Key, p: number, out: A): A;
export function bernoulli(key: Key, p: number, out: NumberArray | number): NumberArray {
  check(typeof p === 'number' && p >= 0 && p <= 1, 'bernoulli', 'p', 'in [0, 1]', p);
  return drawBernoulli(key, p, output('bernoulli', key, out, Uint8Array));
}
