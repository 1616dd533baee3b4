import { check, readOptions } from '../check';
import { countPoints, toShape, waveVector } from '../torus/torus';
import { createMetric, readAnisotropy } from './metric';
import type { Anisotropy, FieldModel } from './model';

/** The options of {@link powerSpectrum} beside the spectrum. */
export interface PowerSpectrumOptions {
  /** The variance of the fields, default 1. */
  variance?: number;
  /**
   * Default: the same in all directions. Structures are `ratio` times as long across the direction of `angle`
   * as along it.
   */
  anisotropy?: Anisotropy;
}

/**
 * A model given by its power spectrum.
 *
 * $$
 * \lambda_k \propto \text{spectrum}(|k|), \qquad \frac{1}{N} \sum_k \lambda_k = \sigma^2
 * $$
 *
 * The power of the mode with wave vector k (in radians per unit of length: a wave of length w has |k| = 2 pi /
 * w) is proportional to spectrum(|k|), and the powers of all modes of a grid add up to the variance. Modes
 * beyond the grid's are left out, not folded back. So the covariance of the fields depends on the grid: a
 * sampler's report has no covariance error.
 *
 * @param spectrum - the power at a wave number, finite and not negative; also called for 0, the field's mean.
 * @returns a model for {@link createSampler}, without a covariance function.
 * @throws RangeError if an option is out of range, or when sampling if the spectrum gives a negative or infinite
 * power, or 0 everywhere.
 * @example
 * ```ts
 * import { powerSpectrum } from '@backdropjs/fields';
 *
 * const model = powerSpectrum((k) => (k === 0 ? 0 : k ** -3)); // a power law with mean 0
 * ```
 */
export function powerSpectrum(
  spectrum: (k: number) => number,
  options: PowerSpectrumOptions = {},
): FieldModel {
  const name = 'powerSpectrum';
  const isFunction = typeof spectrum === 'function';
  check(isFunction, name, 'spectrum must be a function of the wave number', spectrum, '', 'function');
  const read = readOptions(name, options, { variance: 1, anisotropy: { ratio: 1, angle: 0 } });
  const { ratio, angle, depthRatio } = readAnisotropy(name, read.anisotropy);
  const { variance, halfSquare } = createMetric(name, {
    correlationLength: 1,
    variance: read.variance,
    // Wave numbers shrink where lengths grow.
    anisotropy: { ratio: 1 / ratio, angle, depthRatio: 1 / depthRatio },
  });
  return {
    name,
    variance,
    eigenvalues({ shape, spacing }) {
      const sizes = toShape(shape);
      const powers = new Float64Array(countPoints(sizes));
      for (let i = 0; i < powers.length; i++) {
        const k = Math.sqrt(2 * halfSquare(...waveVector(i, sizes, toShape(spacing))));
        const power = spectrum(k);
        check(
          power >= 0 && power < Infinity,
          name,
          `spectrum must be finite and not negative at ${k}`,
          power,
          'let it be 0 at 0 for fields of mean 0',
        );
        powers[i] = power;
      }
      const most = powers.reduce((a, b) => Math.max(a, b));
      check(most > 0, name, 'spectrum must not be 0 for all wave numbers of the grid', 0);
      // Only shares matter, and their sum must be a number. Powers of 2 change no bit.
      const scale = most > 2 ** 900 ? 2 ** -500 : most < 2 ** -900 ? 2 ** 500 : 1;
      return powers.map((power) => power * scale);
    },
  };
}
