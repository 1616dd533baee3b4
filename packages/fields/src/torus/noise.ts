import { type Key, normal } from '@backdropjs/random';
import type { Planes } from '../fft/planes';
import type { Band } from './band';

/**
 * Draws a standard complex normal number (variance 1 in each part) for every mode of a band, from the counter
 * (kx, ky, pair, stream): a mode's noise depends on nothing else, neither on the grid nor on what was drawn
 * before.
 *
 * @param into - one number for each mode of the band's rectangle; the modes outside its runs are left as they
 * are.
 */
export function drawNoise(
  key: Key,
  { rows, columns, starts, ends }: Band,
  pair: number,
  stream: number,
  into: Planes,
): void {
  const numbers = new Float64Array(2 * columns.count);
  for (let r = 0; r < rows.count; r++) {
    const start = starts[r]!;
    const count = Math.max(0, ends[r]! - start);
    // Negative modes as 32-bit words: the counter's first word wraps from 2^32 - 1 to 0 on its way up.
    const counter = [(columns.first + start) >>> 0, (rows.first + r) >>> 0, pair, stream];
    normal(key, numbers.subarray(0, 2 * count), counter);
    for (let i = 0, at = r * columns.count + start; i < count; i++, at++) {
      into.re[at] = numbers[2 * i]!;
      into.im[at] = numbers[2 * i + 1]!;
    }
  }
}
