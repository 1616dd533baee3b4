import { bounded } from './bounded';
import { checkWords } from './check';
import { output, typeName } from './output';
import { STREAM_INTEGERS } from './streams';
import type { Key, NumberArray } from './types';

/**
 * Draws integers uniformly from low, low + 1, ..., high - 1, without bias.
 *
 * A 53-bit draw is taken modulo high - low, and drawn again if it falls into the incomplete last interval, so
 * every integer has exactly the same chance. Number i is a function of `key`, the range and i: a longer
 * output begins with the shorter one.
 *
 * @param key - where the numbers come from.
 * @param low - the smallest integer, a safe integer.
 * @param high - one more than the largest, a safe integer above `low`, with high - low < 2^53.
 * @param out - the array to fill, whose elements must be able to hold the range, or a length for a new
 * Int32Array.
 * @returns `out`, or the new array, which is the caller's.
 * @throws RangeError if the range is empty or unsafe, or `out` cannot hold it.
 * @example
 * ```ts
 * import { integers, key } from '@backdropjs/random';
 *
 * const dice = integers(key(1), 1, 7, 10);
 * const bytes = integers(key(1), 0, 256, new Uint8Array(16));
 * ```
 */
export function integers(key: Key, low: number, high: number, out: number): Int32Array;
export function integers<A extends NumberArray>(key: Key, low: number, high: number, out: A): A;
export function integers(key: Key, low: number, high: number, out: NumberArray | number): NumberArray {
  checkWords('integers', 'key', key);
  const range = high - low;
  if (
    !(Number.isSafeInteger(low) && Number.isSafeInteger(high) && range > 0 && Number.isSafeInteger(range))
  ) {
    throw new RangeError(
      `integers: low < high must be safe integers less than 2^53 apart, got ${low} and ${high}`,
    );
  }
  const values = output('integers', out, Int32Array);
  const [least, most] = elementRange(values);
  if (low < least || high - 1 > most) {
    throw new RangeError(
      `integers: [${low}, ${high}) does not fit the elements of out, a ${typeName(values)}; pass another typed array, say a Float64Array`,
    );
  }
  const draw = bounded(key, STREAM_INTEGERS);
  for (let i = 0; i < values.length; i++) values[i] = low + draw(range);
  return values;
}

/** The least and the greatest of the consecutive integers that an element can hold. */
function elementRange(values: NumberArray): [least: number, most: number] {
  const name = typeName(values);
  if (name === 'Float64Array') return [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  if (name === 'Float32Array') return [-0x1000000, 0x1000000];
  const count = 256 ** values.BYTES_PER_ELEMENT;
  return name.startsWith('U') ? [0, count - 1] : [-count / 2, count / 2 - 1];
}
