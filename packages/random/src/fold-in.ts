import { check, checkWords } from './check';
import { freezeKey } from './freeze-key';
import { STREAM_INTEGER, STREAM_STRING } from './streams';
import { encrypt } from './threefry';
import type { Key, Seed } from './types';

/**
 * Derives a new key from a key and data such as a step number or a layer's name.
 *
 * Data are folded one after another: `foldIn(k, a, b)` equals `foldIn(foldIn(k, a), b)`, and without data the
 * key itself comes back. The encoding of a datum is injective and prefix-free: `1`, `-1` and `'1'` are three
 * different data, `1` and `1n` are the same, and strings are compared by their UTF-16 code units (normalize
 * them first if that matters).
 *
 * @param key - the key to start from; unchanged.
 * @param data - safe integers (negative ones are fine, -0 is 0), bigints of any size, strings.
 * @returns a frozen key; without data `key` as it is.
 * @throws RangeError if a datum is a number but no safe integer (1.5, NaN, 2^53); TypeError if it or `key` is of another type.
 * @example
 * ```ts
 * import { foldIn, key, normal } from '@backdropjs/random';
 *
 * const step = 12;
 * const noise = normal(foldIn(key(1), 'conv2d', step), 100);
 * ```
 */
export function foldIn(key: Key, ...data: Seed[]): Key {
  checkWords('foldIn', key);
  return data.reduce<Key>((folded, datum) => fold('foldIn', folded, datum), key);
}

/**
 * What `foldIn` does with one datum, without a check of the key and on behalf of `caller`: for packages that count bytes.
 *
 * @param caller - the function that messages of errors name.
 * @param key - a key; anything else gives one that means nothing.
 * @param datum - a safe integer, a bigint or a string.
 * @returns the new key.
 * @throws TypeError or RangeError if the datum is none of these.
 * @example
 * ```ts
 * import { key } from '@backdropjs/random';
 * import { fold } from '@backdropjs/random/unchecked';
 *
 * const noise = fold('mySampler', key(1), 'noise'); // as foldIn(key(1), 'noise')
 * ```
 */
export function fold(caller: string, key: Key, datum: Seed): Key {
  const text = typeof datum === 'string';
  check(
    text || typeof datum === 'bigint' || Number.isSafeInteger(datum),
    caller,
    'seeds',
    'safe integers, bigints or strings',
    datum,
  );
  const words = text ? stringWords(datum) : integerWords(BigInt(datum));
  // Chains one block per three words. Their count comes first, which makes the encoding prefix-free.
  const chain = [text ? datum.length : words.length, ...words, 0, 0];
  const state = new Uint32Array(key);
  for (let i = 0; i < chain.length - 2; i += 3) {
    encrypt(state, chain[i]!, chain[i + 1]!, chain[i + 2]!, text ? STREAM_STRING : STREAM_INTEGER, state);
  }
  return freezeKey(state);
}

/** UTF-16 code units, two a word. */
function stringWords(text: string): number[] {
  const words = [];
  // charCodeAt past the end is NaN, which bitwise operators take as 0.
  for (let i = 0; i < text.length; i += 2) words.push(text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16));
  return words;
}

/** The integer in two's complement: two words, or as many more as it needs. */
function integerWords(integer: bigint): number[] {
  const words = [];
  for (let bits = 0; bits < 64 || BigInt.asIntN(bits, integer) !== integer; bits += 32)
    words.push(Number(BigInt.asUintN(32, integer >> BigInt(bits))));
  return words;
}
