import type { Planes } from '../fft/planes';
import type { Band } from '../torus/band';
import type { Shape } from '../torus/torus';
import { createSynthesis } from './create-synthesis';

/**
 * The inverse Fourier transform (without its factor) of real numbers, one for each mode of a band's box: its real and its
 * imaginary part in row-major order.
 */
export function transformModes(torus: Shape, band: Band, values: Float64Array): Planes<Float64Array> {
  const { spectrum, rowStride, fields, run } = createSynthesis({
    torus,
    shape: torus,
    band,
    dtype: 'float64',
  });
  const { count } = band.columns;
  values.forEach((value, i) => {
    spectrum.re[Math.floor(i / count) * (rowStride - count) + i] = value;
  });
  run();
  const [re, im] = fields as readonly [Float64Array, Float64Array];
  return { re, im };
}
