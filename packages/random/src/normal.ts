import { COUNT53, integer53 } from './bits';
import { checkWords } from './check';
import { logKernel } from './math/log';
import { cosKernel, HALF_PI, sinKernel } from './math/sin-cos';
import { output } from './output';
import { STREAM_NORMAL } from './streams';
import { encrypt } from './threefry';
import type { Counter, FloatArray, Key } from './types';

/**
 * Draws from the normal distribution with mean 0 and standard deviation 1 (Box and Muller).
 *
 * $$
 * x_{2i} = \sqrt{-2 \ln u_i}\, \cos 2 \pi v_i, \qquad x_{2i + 1} = \sqrt{-2 \ln u_i}\, \sin 2 \pi v_i
 * $$
 *
 * One block of Threefry gives u in (0, 1] and v in [0, 1) with 53 bits each, and they give two numbers,
 * sqrt(-2 log u) cos(2 pi v) and sqrt(-2 log u) sin(2 pi v), none beyond ±8.58. Number i is a function of
 * `key` and i: a longer output begins with the shorter one. A Float32Array gets the same numbers, rounded.
 *
 * @param key - where the numbers come from.
 * @param out - the array to fill, or a length for a new Float64Array.
 * @param counter - the counter of the first block, for those who number their draws themselves, say by the
 * cell of a grid: block b uses `counter` with b added to its first word (modulo 2^32). Fold a key of its own
 * for such a use; the default is this function's own range of counters.
 * @returns `out`, or the new array, which is the caller's.
 * @throws RangeError if `out` is neither a float array nor a length, or `counter` is not four integers in [0,
 * 2^32); TypeError if an argument is of another kind.
 * @see G. Box and M. Muller, "A note on the generation of random normal deviates", 1958.
 * @example
 * ```ts
 * import { foldIn, key, normal } from '@backdropjs/random';
 *
 * const x = normal(key(1), 5);
 * // the two numbers of the cell (3, 4), without drawing those of the cells before it
 * const cell = normal(foldIn(key(1), 'cells'), 2, [3, 4, 0, 0]);
 * ```
 */
export function normal(key: Key, out: number, counter?: Counter): Float64Array<ArrayBuffer>;
export function normal<A extends FloatArray>(key: Key, out: A, counter?: Counter): A;
export function normal(
  key: Key,
  out: FloatArray | number,
  counter: Counter = [0, 0, 0, STREAM_NORMAL],
): FloatArray {
  checkWords('normal', counter, 'counter', '');
  const values = output('normal', key, out, Float64Array, 'floats');
  const words = new Uint32Array(4);
  for (let i = 0; i < values.length; i += 2) {
    encrypt(key, counter[0]! + (i >>> 1), counter[1]!, counter[2]!, counter[3]!, words);
    const radius = Math.sqrt(-2 * logKernel((integer53(words[0]!, words[1]!) + 1) / COUNT53, 0));
    // The angle is (nearest + rest) quarters of a turn with |rest| <= 1/2, exactly.
    const quarters = integer53(words[2]!, words[3]!) / (COUNT53 / 4);
    const nearest = Math.floor(quarters + 0.5);
    const angle = (quarters - nearest) * HALF_PI;
    const sine = radius * sinKernel(angle);
    const cosine = radius * cosKernel(angle);
    const x = nearest & 1 ? sine : cosine;
    const y = nearest & 1 ? cosine : sine;
    values[i] = (nearest + 1) & 2 ? -x : x;
    // Past the end of an array of odd length this store does nothing.
    values[i + 1] = nearest & 2 ? -y : y;
  }
  return values;
}
