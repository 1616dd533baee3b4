import type { Planes } from '../fft/planes';
import type { Band } from '../torus/band';
import type { Shape } from '../torus/torus';
import { createSynthesis } from './create-synthesis';
import type { Synthesis, SynthesisOptions } from './synthesis';

/** What makes a synthesis: {@link createSynthesis}, or `createPlainSynthesis` where the kernels are not worth their size. */
export type CreateSynthesis = (options: SynthesisOptions) => Synthesis;

/**
 * The inverse Fourier transform (without its factor) of real numbers, one for each mode of a band's box: its real and its
 * imaginary part in row-major order.
 */
export function transformModes(torus: Shape, band: Band, values: Float64Array): Planes<Float64Array> {
  return transformModesBy(createSynthesis, torus, band, values);
}

/** {@link transformModes} by a synthesis of one's choice. */
export function transformModesBy(
  create: CreateSynthesis,
  torus: Shape,
  band: Band,
  values: Float64Array,
): Planes<Float64Array> {
  const { spectrum, rowStride, fields, run } = create({ torus, shape: torus, band, dtype: 'float64' });
  const { count } = band.columns;
  for (let from = 0, to = 0; from < values.length; from += count, to += rowStride) {
    spectrum.re.set(values.subarray(from, from + count), to);
  }
  run();
  const [re, im] = fields as readonly [Float64Array, Float64Array];
  return { re, im };
}
