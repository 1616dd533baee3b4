import { checkWords } from './check';
import { drawNormal } from './draw-normal';
import { output } from './output';
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
export function normal(key: Key, out: FloatArray | number, counter?: Counter): FloatArray {
  if (counter !== undefined) checkWords('normal', counter, 'counter', '');
  return drawNormal(key, output('normal', key, out, Float64Array, 'floats'), counter);
}
