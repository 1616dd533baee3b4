import { fold } from './fold-in';
import type { Key, Seed } from './types';

/**
 * Makes a key from a seed: the root key (all zeros) folded with the seed, see {@link foldIn}.
 *
 * Different seeds give unrelated streams, also 0 and 1, -1 and 1, 1 and '1'. A number and the bigint of the
 * same value are the same seed.
 *
 * @param seed - a safe integer (negative ones are fine, -0 is 0), a bigint of any size, or any string.
 * @returns a frozen key.
 * @throws RangeError if `seed` is a number but no safe integer (1.5, NaN, 2^53); TypeError if it is of another type.
 * @example
 * ```ts
 * import { key, uniform } from '@backdropjs/random';
 *
 * const numbers = uniform(key('weights of run 7'), 3); // the same three numbers everywhere
 * ```
 */
export function key(seed: Seed): Key {
  return fold('key', [0, 0, 0, 0], seed);
}
