import type { FloatArray } from '@backdropjs/random';
import { createPlan } from '../fft/plan';
import { createPlanes, type Planes } from '../fft/planes';
import { transform } from '../fft/transform';
import type { ModeRange } from './band';
import { wrap } from './torus';

/** A reusable two-dimensional inverse transform of modes in a rectangle around 0. */
export interface Synthesis {
  /**
   * The modes' numbers: row wrap(ky) and column kx - first of an array as wide as the rectangle and as high
   * as the grid. A run overwrites it.
   */
  readonly spectrum: Planes;
  /** Where mode (rows.first + r, columns.first) stands in `spectrum`. */
  rowStart(r: number): number;
  /**
   * Writes sum over k of spectrum[k] exp(2 pi i k x / n) for every grid point x: its real and its imaginary
   * part, in row-major order.
   */
  run(real: FloatArray, imaginary: FloatArray): void;
}

/** Prepares inverse transforms on a torus of this shape from modes in this rectangle. */
export function createSynthesis(
  [height, width]: readonly [number, number],
  rows: ModeRange,
  columns: ModeRange,
): Synthesis {
  const columnPlan = createPlan(height);
  const rowPlan = createPlan(width);
  const spectrum = createPlanes(height * columns.count);
  const scratch = createPlanes(height * columns.count);
  const line = createPlanes(width);
  const lineScratch = createPlanes(width);
  const negative = -columns.first;

  return {
    spectrum,
    rowStart: (r) => wrap(rows.first + r, height) * columns.count,
    run(real, imaginary) {
      // Exchanging the parts on the way in and out makes the transforms inverse ones.
      const { re, im } = transform(columnPlan, columns.count, exchange(spectrum), exchange(scratch));
      for (let y = 0; y < height; y++) {
        const start = y * columns.count;
        place(re, start, line.re);
        place(im, start, line.im);
        const done = transform(rowPlan, 1, line, lineScratch);
        real.set(done.im, y * width);
        imaginary.set(done.re, y * width);
      }
    },
  };

  /** Spreads the modes of one row over a line of the grid's width: 0, 1, ... first, negative modes at its end. */
  function place(modes: Float64Array, start: number, target: Float64Array): void {
    const positive = columns.count - negative;
    target.fill(0, positive, width - negative);
    for (let i = 0; i < positive; i++) target[i] = modes[start + negative + i]!;
    for (let i = 0, o = width - negative; i < negative; i++, o++) target[o] = modes[start + i]!;
  }
}

function exchange({ re, im }: Planes): Planes {
  return { re: im, im: re };
}
