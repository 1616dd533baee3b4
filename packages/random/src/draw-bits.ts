import { integer53 } from './bits';
import { encrypt } from './threefry';
import type { Key, NumberArray } from './types';

/** Fills an array with a function of 53 random bits each, given as an integer in [0, 2^53). */
export function drawBits<A extends NumberArray>(
  key: Key,
  values: A,
  stream: number,
  toValue: (bits: number) => number,
): A {
  const words = new Uint32Array(4);
  for (let i = 0; i < values.length; i += 2) {
    encrypt(key, i >>> 1, 0, 0, stream, words);
    values[i] = toValue(integer53(words[0]!, words[1]!));
    // Past the end of an array of odd length this store does nothing.
    values[i + 1] = toValue(integer53(words[2]!, words[3]!));
  }
  return values;
}
