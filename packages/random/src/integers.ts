import { bounded } from './bounded';
import { check } from './check';
import { output } from './output';
import { STREAM_INTEGERS } from './streams';
import type { Key, NumberArray } from './types';

/**
 * Draws integers uniformly from low, low + 1, ..., high - 1, without bias.
 *
 * $$
 * P(x_i = k) = \frac{1}{\text{high} - \text{low}}, \qquad \text{low} \le k < \text{high}
 * $$
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
 * @throws RangeError if the range is empty or unsafe, or `out` cannot hold it; TypeError if an argument is of another kind.
 * @example
 * ```ts
 * import { integers, key } from '@backdropjs/random';
 *
 * const dice = integers(key(1), 1, 7, 10);
 * const bytes = integers(key(1), 0, 256, new Uint8Array(16));
 * ```
 */
export function integers(key: Key, low: number, high: number, out: number): Int32Array<ArrayBuffer>;
export function integers<A extends NumberArray>(key: Key, low: number, high: number, out: A): A;
export function integers(key: Key, low: number, high: number, out: NumberArray | number): NumberArray {
  check(Number.isSafeInteger(low), 'integers', 'low', 'a safe integer', low);
  const isHigh = Number.isSafeInteger(high) && high > low && Number.isSafeInteger(high - low);
  check(isHigh, 'integers', 'high', `a safe integer above ${low}, by less than 2^53`, high);
  const range = high - low;
  const values = output('integers', key, out, Int32Array);
  // A float array holds some integers beyond its consecutive ones, but not their neighbors.
  const inner = Number(range > 1);
  const ends = [low, low + inner, high - 1 - inner, high - 1];
  check(
    `${new (values.constructor as typeof Int32Array)(ends)}` === `${ends}`,
    'integers',
    'out',
    `able to hold ${low} to ${high - 1}, say a Float64Array`,
    values,
    'object',
  );
  const draw = bounded(key, STREAM_INTEGERS);
  for (let i = 0; i < values.length; i++) values[i] = low + draw(range);
  return values;
}
