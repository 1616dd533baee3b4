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

/** Folds one datum, on behalf of `caller`. */
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
  words.unshift(text ? datum.length : words.length);
  words.push(0, 0);
  const state = new Uint32Array(key);
  for (let i = 0; i < words.length - 2; i += 3) {
    encrypt(state, words[i]!, words[i + 1]!, words[i + 2]!, text ? STREAM_STRING : STREAM_INTEGER, state);
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
