import { bounded } from './bounded';
import { create } from './output';
import { STREAM_PERMUTATION } from './streams';
import type { Key } from './types';

/**
 * Draws a permutation of 0, 1, ..., n - 1, each of the n! with the same chance (Fisher and Yates; the draws are
 * unbiased by rejection, as in {@link integers}).
 *
 * $$
 * P(\pi) = \frac{1}{n!}
 * $$
 *
 * The permutation of n is a function of `key` and n. That of n + 1 differs from it by one more exchange, so draw permutations
 * of several lengths under keys of their own.
 *
 * @param key - where the numbers come from.
 * @param n - how many numbers, at least 0.
 * @returns a new Uint32Array of length n, the caller's.
 * @throws RangeError if `n` is not an integer in [0, 2^32); TypeError if an argument is of another kind.
 * @see R. Durstenfeld, "Algorithm 235: Random permutation", Communications of the ACM, 1964.
 * @example
 * ```ts
 * import { key, permutation } from '@backdropjs/random';
 *
 * const order = permutation(key(1), 10); // an order to visit ten samples in
 * ```
 */
export function permutation(key: Key, n: number): Uint32Array<ArrayBuffer> {
  const order = create('permutation', key, 'n', n, Uint32Array);
  const draw = bounded(key, STREAM_PERMUTATION);
  for (let i = 0; i < n; i++) {
    // The inside-out form: position i takes a random earlier entry, and i goes where that was.
    const j = draw(i + 1);
    order[i] = order[j]!;
    order[j] = i;
  }
  return order;
}
