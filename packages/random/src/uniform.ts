import { COUNT53 } from './bits';
import { drawBits } from './draw-bits';
import { output } from './output';
import { STREAM_UNIFORM } from './streams';
import type { FloatArray, Key } from './types';

/**
 * Draws numbers uniformly from [0, 1).
 *
 * $$
 * x_i \sim U[0, 1)
 * $$
 *
 * Number i is a function of `key` and i: a longer output begins with the shorter one. Each is a multiple of
 * 2^-53 (53 random bits); in a Float32Array the same number is cut, not rounded, to a multiple of 2^-24 (24
 * bits), so 1 never occurs.
 *
 * @param key - where the numbers come from.
 * @param out - the array to fill, or a length for a new Float64Array.
 * @returns `out`, or the new array, which is the caller's.
 * @throws RangeError if `out` is neither a float array nor a length; TypeError if an argument is of another kind.
 * @example
 * ```ts
 * import { key, uniform } from '@backdropjs/random';
 *
 * const x = uniform(key(1), 4);
 * const y = uniform(key(1), new Float32Array(4)); // the same numbers to 24 bits
 * ```
 */
export function uniform(key: Key, out: number): Float64Array<ArrayBuffer>;
export function uniform<A extends FloatArray>(key: Key, out: A): A;
export function uniform(key: Key, out: FloatArray | number): FloatArray {
  const values = output('uniform', key, out, Float64Array, 'floats');
  const toValue =
    values.BYTES_PER_ELEMENT === 4
      ? (bits: number) => Math.floor(bits / 2 ** 29) / 2 ** 24
      : (bits: number) => bits / COUNT53;
  return drawBits(key, values, STREAM_UNIFORM, toValue);
}
