import { integer53 } from './bits';
import { checkWords } from './check';
import { output } from './output';
import { STREAM_BERNOULLI } from './streams';
import { encrypt } from './threefry';
import type { Key, NumberArray } from './types';

/**
 * Draws zeros and ones, 1 with probability `p`.
 *
 * Number i is 1 when a 53-bit uniform number of [0, 1), a function of `key` and i, is below `p`: 0 and 1 as
 * `p` are exact, any other `p` is met to 2^-53, a longer output begins with the shorter one, and under one
 * key the ones of a smaller `p` are among those of a larger.
 *
 * @param key - where the numbers come from.
 * @param p - probability of 1, in [0, 1].
 * @param out - the array to fill, or a length for a new Uint8Array.
 * @returns `out`, or the new array, which is the caller's.
 * @throws RangeError if `p` is outside [0, 1] or `out` is neither a typed array nor a length.
 * @example
 * ```ts
 * import { bernoulli, key } from '@backdropjs/random';
 *
 * const mask = bernoulli(key(1), 0.2, new Float32Array(64)); // about 13 ones
 * ```
 */
export function bernoulli(key: Key, p: number, out: number): Uint8Array;
export function bernoulli<A extends NumberArray>(key: Key, p: number, out: A): A;
export function bernoulli(key: Key, p: number, out: NumberArray | number): NumberArray {
  checkWords('bernoulli', 'key', key);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`bernoulli: p must be in [0, 1], got ${p}`);
  const values = output('bernoulli', out, Uint8Array);
  const limit = p * 0x20000000000000;
  const words = new Uint32Array(4);
  for (let i = 0; i < values.length; i += 2) {
    encrypt(key, i >>> 1, 0, 0, STREAM_BERNOULLI, words);
    values[i] = integer53(words[0]!, words[1]!) < limit ? 1 : 0;
    values[i + 1] = integer53(words[2]!, words[3]!) < limit ? 1 : 0;
  }
  return values;
}
