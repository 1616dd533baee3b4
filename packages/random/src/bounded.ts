import { integer53 } from './bits';
import { encrypt } from './threefry';
import type { Key } from './types';

const words = new Uint32Array(4);

/**
 * An unbiased integer in [0, range), range <= 2^53: draw number `index` of a stream.
 *
 * Rejection: a 53-bit integer at or above the largest multiple of `range` is drawn again, under a counter of its
 * own, so that no draw depends on what another one rejected. The chance is below range / 2^53.
 */
export function bounded(key: Key, stream: number, index: number, range: number): number {
  const limit = 0x20000000000000 - (0x20000000000000 % range);
  for (let attempt = 0; ; attempt++) {
    encrypt(key, index >>> 1, attempt, 0, stream, words);
    const draw = index & 1 ? integer53(words[2]!, words[3]!) : integer53(words[0]!, words[1]!);
    if (draw < limit) return draw % range;
  }
}
