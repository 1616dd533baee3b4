import { checkWords } from './check';
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
 * @returns a frozen key.
 * @throws RangeError if a number is not a safe integer (1.5, NaN, 2^53); TypeError for other types.
 * @example
 * ```ts
 * import { foldIn, key, normal } from '@backdropjs/random';
 *
 * const step = 12;
 * const noise = normal(foldIn(key(1), 'conv2d', step), 100);
 * ```
 */
export function foldIn(key: Key, ...data: Seed[]): Key {
  checkWords('foldIn', 'key', key);
  return data.reduce<Key>((folded, datum) => fold('foldIn', folded, datum), key);
}

/** Folds one datum, on behalf of `caller`. */
export function fold(caller: string, key: Key, datum: Seed): Key {
  return typeof datum === 'string'
    ? absorb(key, STREAM_STRING, stringWords(datum))
    : absorb(key, STREAM_INTEGER, integerWords(caller, datum));
}

/** Chains one block per three words. The words begin with their count, which makes the encoding prefix-free. */
function absorb(key: Key, stream: number, words: number[]): Key {
  const state = new Uint32Array(key);
  for (let i = 0; i < words.length; i += 3) {
    encrypt(state, words[i]!, words[i + 1] ?? 0, words[i + 2] ?? 0, stream, state);
  }
  return freezeKey(state);
}

/** The number of UTF-16 code units, then the units, two a word. */
function stringWords(text: string): number[] {
  const words = [text.length];
  // charCodeAt past the end is NaN, which bitwise operators take as 0.
  for (let i = 0; i < text.length; i += 2) words.push(text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16));
  return words;
}

/** The number of words, then the integer in two's complement: two words, or as many more as it needs. */
function integerWords(caller: string, integer: number | bigint): number[] {
  if (typeof integer === 'bigint') {
    let count = 2;
    while (BigInt.asIntN(32 * count, integer) !== integer) count++;
    return [
      count,
      ...Array.from({ length: count }, (_, i) => Number(BigInt.asUintN(32, integer >> BigInt(32 * i)))),
    ];
  }
  if (typeof integer !== 'number') {
    throw new TypeError(`${caller}: seeds must be integers, bigints or strings, got ${integer}`);
  }
  if (!Number.isSafeInteger(integer)) {
    throw new RangeError(
      `${caller}: numbers must be safe integers, got ${integer}; pass other values as strings or bigints`,
    );
  }
  return [2, integer, Math.floor(integer / 0x100000000)];
}
