import type { FloatArray } from '@backdropjs/random';
import { checkNumber } from '../check';
import { realTransform } from '../synthesis/real-transform';
import { toShape, waveVector } from '../torus/torus';
import { addTo, classMeans, type Sums } from './class-means';
import { readGrid } from './options';

/** Means over shells of wave numbers. */
export interface RadialSpectrum {
  /** The mean wave number of the modes of each shell, in radians per unit of length. */
  readonly wavenumber: Float64Array<ArrayBuffer>;
  /** The mean power of the modes: over all modes, the powers add up to the mean square of the field. */
  readonly power: Float64Array<ArrayBuffer>;
  /** How many modes there are. */
  readonly modes: Float64Array<ArrayBuffer>;
}

/**
 * The power spectrum of a periodic field, averaged over all directions: |F_k|^2 / N^2 for modes k in shells of
 * |k|, F being the discrete Fourier transform of the N numbers.
 *
 * $$
 * S(\kappa) = \Big\langle \frac{|F_k|^2}{N^2} \Big\rangle_{|k| \in \text{shell}}
 * $$
 *
 * Shells are as wide as the lowest mode of the longest side; the mean of the field (k = 0) is left out.
 *
 * @param field - in row-major order; unchanged.
 * @returns wave number, power and number of modes of each shell; new arrays.
 * @throws RangeError if an option is out of range or a number is not finite: a spectrum cannot leave points out.
 * @example
 * ```ts
 * import { createSampler, powerSpectrum, radialSpectrum } from '@backdropjs/fields';
 *
 * const model = powerSpectrum((k) => (k === 0 ? 0 : k ** -3));
 * const sampler = await createSampler({ model, shape: [64, 64], seed: 1 });
 * const { wavenumber, power } = radialSpectrum(sampler.realization(0), { shape: [64, 64] });
 * ```
 */
export function radialSpectrum(
  field: FloatArray,
  options: { shape: readonly number[]; spacing?: number | readonly number[] },
): RadialSpectrum {
  const { shape, steps } = readGrid('radialSpectrum', field, { ...options, periodic: true }, {});
  const sizes = toShape(shape);
  const lowest = Math.min(
    ...shape.map((length, axis) => (2 * Math.PI) / (length * steps.at(axis - shape.length)!)),
  );
  const { re, im } = realTransform(field, shape);
  const shells: Sums[] = [];
  for (let i = 1; i < re.length; i++) {
    const k = Math.hypot(...waveVector(i, sizes, steps));
    const shell = Math.round(k / lowest);
    // Very many where axes have very different lengths.
    checkNumber('radialSpectrum', 'shells', shell, 0, 1e6);
    addTo(shells, shell, 1, k, (re[i]! ** 2 + im[i]! ** 2) / re.length ** 2);
  }
  const [modes, wavenumber, power] = classMeans(shells);
  return { wavenumber, power, modes };
}
