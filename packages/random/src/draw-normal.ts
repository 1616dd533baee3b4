import { COUNT53, integer53 } from './bits';
import { logKernel } from './math/log';
import { cosKernel, HALF_PI, sinKernel } from './math/sin-cos';
import { STREAM_NORMAL } from './streams';
import { encrypt } from './threefry';
import type { Counter, FloatArray, Key } from './types';

/**
 * The numbers of `normal` without its checks, for packages that have checked the arguments themselves and count bytes.
 *
 * $$
 * x_{2i} = \sqrt{-2 \ln u_i}\, \cos 2 \pi v_i, \qquad x_{2i + 1} = \sqrt{-2 \ln u_i}\, \sin 2 \pi v_i
 * $$
 *
 * @param key - a key; anything else gives numbers that mean nothing.
 * @param out - the array to fill.
 * @param counter - the counter of the first block, four integers in [0, 2^32); default that of `normal`.
 * @returns `out`.
 * @throws nothing.
 * @example
 * ```ts
 * import { key } from '@backdropjs/random';
 * import { drawNormal } from '@backdropjs/random/unchecked';
 *
 * const x = drawNormal(key(1), new Float64Array(2), [3, 4, 0, 0]); // as normal(key(1), 2, [3, 4, 0, 0])
 * ```
 */
export function drawNormal<A extends FloatArray>(
  key: Key,
  out: A,
  counter: Counter = [0, 0, 0, STREAM_NORMAL],
): A {
  const words = new Uint32Array(4);
  for (let i = 0; i < out.length; i += 2) {
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
    out[i] = (nearest + 1) & 2 ? -x : x;
    // Past the end of an array of odd length this store does nothing.
    out[i + 1] = nearest & 2 ? -y : y;
  }
  return out;
}
