import { fullBand, rowOrigins } from './band';
import { createPlainSynthesis } from './plain-synthesis';
import { toShape, wrap } from './torus';

/**
 * The discrete Fourier transform of the even part of real numbers on a torus, (f(x) + f(-x)) / 2: real numbers
 * with the same symmetry, in the same row-major order. Applied twice it multiplies by the number of points.
 */
export function evenTransform(values: Float64Array, gridShape: readonly number[]): Float64Array {
  const shape = toShape(gridShape);
  const width = shape[2];
  const band = fullBand(shape);
  const { spectrum, fields, run } = createPlainSynthesis({ torus: shape, shape, band, dtype: 'float64' });
  rowOrigins(band, shape).forEach((origin, r) => {
    for (let c = 0; c < width; c++) {
      spectrum.re[r * width + c] = values[origin + wrap(band.columns.first + c, width)]!;
    }
  });
  run();
  return fields[0] as Float64Array;
}
