import { check, checkWords, show } from './check';
import type { Counter } from './types';

/**
 * Threefry4x32 with 20 rounds: encrypts a 128-bit counter under a 128-bit key.
 *
 * A bijection of the counters for every key, which passes BigCrush and needs only 32-bit add, rotate and xor.
 * All other functions of this package are defined through it.
 *
 * @param key - four 32-bit words; a {@link Key} is one.
 * @param counter - four 32-bit words.
 * @param out - a Uint32Array of at least 4 that receives the words; a new array when left out.
 * @returns `out`.
 * @throws RangeError if `key` or `counter` is not four integers in [0, 2^32); TypeError if they are no lists, or `out` no Uint32Array.
 * @see J. Salmon, M. Moraes, R. Dror and D. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011,
 * section 4.2.
 * @example
 * ```ts
 * import { key, threefry4x32 } from '@backdropjs/random';
 *
 * const words = threefry4x32(key(42), [7, 0, 0, 0]); // Uint32Array of 4 random words
 * ```
 */
export function threefry4x32<A extends Uint32Array = Uint32Array<ArrayBuffer>>(
  key: ArrayLike<number>,
  counter: Counter,
  out: A = new Uint32Array(4) as Uint32Array as A,
): A {
  checkWords('threefry4x32', key);
  checkWords('threefry4x32', counter, 'counter', '');
  const isOut = ArrayBuffer.isView(out) && show(out) === 'Uint32Array' && out.length >= 4;
  check(isOut, 'threefry4x32', 'out', 'a Uint32Array of at least 4', out, 'array');
  encrypt(key, counter[0]!, counter[1]!, counter[2]!, counter[3]!, out);
  return out;
}

/** {@link threefry4x32} without checks and with the counter as scalars; words are taken modulo 2^32. */
export function encrypt(
  key: ArrayLike<number>,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  out: Uint32Array,
): void {
  // Five rotating key words: every fourth round adds the next four of them and the number of the injection.
  let k0 = key[0]! | 0;
  let k1 = key[1]! | 0;
  let k2 = key[2]! | 0;
  let k3 = key[3]! | 0;
  // Skein's key-schedule parity word for 32-bit Threefish.
  let k4 = 0x1bd11bda ^ k0 ^ k1 ^ k2 ^ k3;
  let x0 = (c0 + k0) | 0;
  let x1 = (c1 + k1) | 0;
  let x2 = (c2 + k2) | 0;
  let x3 = (c3 + k3) | 0;
  for (let injection = 1; injection <= 5; injection++) {
    if (injection & 1) {
      x0 = (x0 + x1) | 0;
      x1 = rotate(x1, 10) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = rotate(x3, 26) ^ x2;
      x0 = (x0 + x3) | 0;
      x3 = rotate(x3, 11) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = rotate(x1, 21) ^ x2;
      x0 = (x0 + x1) | 0;
      x1 = rotate(x1, 13) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = rotate(x3, 27) ^ x2;
      x0 = (x0 + x3) | 0;
      x3 = rotate(x3, 23) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = rotate(x1, 5) ^ x2;
    } else {
      x0 = (x0 + x1) | 0;
      x1 = rotate(x1, 6) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = rotate(x3, 20) ^ x2;
      x0 = (x0 + x3) | 0;
      x3 = rotate(x3, 17) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = rotate(x1, 11) ^ x2;
      x0 = (x0 + x1) | 0;
      x1 = rotate(x1, 25) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = rotate(x3, 10) ^ x2;
      x0 = (x0 + x3) | 0;
      x3 = rotate(x3, 18) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = rotate(x1, 20) ^ x2;
    }
    const first = k0;
    k0 = k1;
    k1 = k2;
    k2 = k3;
    k3 = k4;
    k4 = first;
    x0 = (x0 + k0) | 0;
    x1 = (x1 + k1) | 0;
    x2 = (x2 + k2) | 0;
    x3 = (x3 + k3 + injection) | 0;
  }
  out[0] = x0;
  out[1] = x1;
  out[2] = x2;
  out[3] = x3;
}

/** Rotates a word to the left. */
function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
