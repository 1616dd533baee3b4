import { COUNT53, integer53 } from './bits';
import { encrypt } from './threefry';
import type { Key } from './types';

/**
 * A source of unbiased integers: each call draws one from [0, range), range <= 2^53.
 *
 * Rejection: the 2^53 draws are cut into intervals of `range`, and a draw in the incomplete last one is
 * repeated. The repetition has a counter of its own, so that call number i does not depend on what earlier
 * calls rejected.
 */
export function bounded(key: Key, stream: number): (range: number) => number {
  const words = new Uint32Array(4);
  const repeated = new Uint32Array(4);
  let calls = 0;
  return (range) => {
    const block = calls >>> 1;
    const half = (calls++ & 1) << 1;
    if (half === 0) encrypt(key, block, 0, 0, stream, words);
    for (let attempt = 1, drawn = words; ; attempt++, drawn = repeated) {
      const draw = integer53(drawn[half]!, drawn[half + 1]!);
      // Exact: the quotient of integers up to 2^53 is never rounded up to the next integer.
      const start = Math.floor(draw / range) * range;
      if (start <= COUNT53 - range) return draw - start;
      encrypt(key, block, attempt, 0, stream, repeated);
    }
  };
}
