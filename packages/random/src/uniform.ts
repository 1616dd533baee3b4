import { integer53, UNIT, UNIT_SINGLE } from './bits';
import { checkWords } from './check';
import { output, typeName } from './output';
import { STREAM_UNIFORM } from './streams';
import { encrypt } from './threefry';
import type { FloatArray, Key } from './types';

/**
 * Draws numbers uniformly from [0, 1).
 *
 * Number i is a function of `key` and i: a longer output begins with the shorter one. Each is a multiple of
 * 2^-53 (53 random bits); in a Float32Array the same number is cut, not rounded, to a multiple of 2^-24 (24
 * bits), so 1 never occurs.
 *
 * @param key - where the numbers come from.
 * @param out - the array to fill, or a length for a new Float64Array.
 * @returns `out`, or the new array, which is the caller's.
 * @throws RangeError if `out` is neither a float array nor a length.
 * @example
 * ```ts
 * import { key, uniform } from '@backdropjs/random';
 *
 * const x = uniform(key(1), 4);
 * const y = uniform(key(1), new Float32Array(4)); // the same numbers to 24 bits
 * ```
 */
export function uniform(key: Key, out: number): Float64Array;
export function uniform<A extends FloatArray>(key: Key, out: A): A;
export function uniform(key: Key, out: FloatArray | number): FloatArray {
  checkWords('uniform', 'key', key);
  const values = output('uniform', out, Float64Array, true);
  const single = typeName(values) === 'Float32Array';
  const words = new Uint32Array(4);
  for (let i = 0; i < values.length; i += 2) {
    encrypt(key, i >>> 1, 0, 0, STREAM_UNIFORM, words);
    if (single) {
      values[i] = (words[0]! >>> 8) * UNIT_SINGLE;
      values[i + 1] = (words[2]! >>> 8) * UNIT_SINGLE;
    } else {
      values[i] = integer53(words[0]!, words[1]!) * UNIT;
      values[i + 1] = integer53(words[2]!, words[3]!) * UNIT;
    }
  }
  return values;
}
