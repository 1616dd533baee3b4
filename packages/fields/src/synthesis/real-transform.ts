import type { Planes } from '../fft/planes';
import { forEachRun, fullBand } from '../torus/band';
import { countPoints, type Shape, toShape, wrap } from '../torus/torus';
import { createSynthesis } from './create-synthesis';
import { type CreateSynthesis, transformModesBy } from './transform-modes';

/**
 * The inverse discrete Fourier transform (without its factor) of real numbers on a grid, with zeros around it up to the
 * shape of the torus: in row-major order of the modes.
 */
export function realTransform(
  values: ArrayLike<number>,
  gridShape: readonly number[],
  torus?: Shape,
): Planes<Float64Array> {
  return realTransformBy(createSynthesis, values, gridShape, torus);
}

/** {@link realTransform} by a synthesis of one's choice. */
export function realTransformBy(
  create: CreateSynthesis,
  values: ArrayLike<number>,
  gridShape: readonly number[],
  torus: Shape = toShape(gridShape),
): Planes<Float64Array> {
  const [depth, height, width] = toShape(gridShape);
  const band = fullBand(torus);
  const modes = new Float64Array(countPoints(torus));
  forEachRun(band, (r, _start, end, ky, kz) => {
    const [z, y] = [wrap(kz, torus[0]), wrap(ky, torus[1])];
    if (z >= depth || y >= height) return;
    for (let c = 0; c < end; c++) {
      const x = wrap(band.columns.first + c, end);
      if (x < width) modes[r * end + c] = values[(z * height + y) * width + x]!;
    }
  });
  return transformModesBy(create, torus, band, modes);
}

/**
 * The discrete Fourier transform of the even part of real numbers on a torus, (f(x) + f(-x)) / 2: real numbers
 * with the same symmetry, in the same row-major order. Applied twice it multiplies by the number of points.
 */
export function evenTransform(values: ArrayLike<number>, shape: readonly number[]): Float64Array {
  return realTransform(values, shape).re;
}
