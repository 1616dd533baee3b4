import { key, normal } from '@backdropjs/random';
import { expect, it } from 'vitest';
import { createPlanes } from '../fft/planes';
import { modeRange } from './band';
import { drawNoise } from './noise';

it('is that of the counter (kx, ky, pair, stream) for each mode of the runs', () => {
  const rows = modeRange(1, 8);
  const columns = modeRange(2, 8);
  const starts = Int32Array.of(2, 0, 1);
  const ends = Int32Array.of(3, 5, 4);
  const noise = createPlanes(15);
  noise.re.fill(99);
  noise.im.fill(99);
  drawNoise(key(1), { rows, columns, starts, ends }, 7, 3, noise);
  for (let r = 0; r < 3; r++) {
    for (let c = 0; c < 5; c++) {
      const drawn = [noise.re[5 * r + c], noise.im[5 * r + c]];
      const inRun = c >= starts[r]! && c < ends[r]!;
      const counter = [(c - 2) >>> 0, (r - 1) >>> 0, 7, 3];
      expect(drawn).toEqual(inRun ? [...normal(key(1), 2, counter)] : [99, 99]);
    }
  }
});
