import { checkLength, checkWords } from './check';
import { freezeKey } from './freeze-key';
import { STREAM_SPLIT } from './streams';
import { encrypt } from './threefry';
import type { Key } from './types';

/**
 * Derives `count` independent keys from one.
 *
 * Key number i depends on `key` and i only, so `split(k, 2)` is the beginning of `split(k, 5)`.
 *
 * @param key - the key to split; unchanged. Do not draw numbers from it as well as from its parts unless you
 * mean to.
 * @param count - how many keys, at least 0.
 * @returns `count` keys, the caller's.
 * @throws RangeError if `count` is not an integer in [0, 2^24), more keys than that being better made one by one with {@link foldIn}; TypeError if an argument is of another kind.
 * @example
 * ```ts
 * import { type Key, key, normal, split, uniform } from '@backdropjs/random';
 *
 * const [forWeights, forData] = split(key(42), 2) as [Key, Key];
 * const weights = normal(forWeights, 10);
 * const data = uniform(forData, 10);
 * ```
 */
export function split(key: Key, count: number): Key[] {
  checkWords('split', key);
  // More would take gigabytes.
  checkLength('split', 'count', count, 24);
  const words = new Uint32Array(4);
  const keys: Key[] = [];
  for (let i = 0; i < count; i++) {
    encrypt(key, i, 0, 0, STREAM_SPLIT, words);
    keys.push(freezeKey(words));
  }
  return keys;
}
