import { checkPositive } from '../check';
import { signedMode, toShape } from '../torus/torus';
import { createMetric } from './metric';
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
  { variance = 1, anisotropy = { ratio: 1, angle: 0 } }: PowerSpectrumOptions = {},
): FieldModel {
  const name = 'powerSpectrum';
  if (typeof spectrum !== 'function') {
    throw new TypeError(`${name}: spectrum must be a function of the wave number, got ${spectrum}`);
  }
  checkPositive(name, 'variance', variance);
  const { angle, ratio, depthRatio = 1 } = anisotropy;
  // Wave numbers shrink where lengths grow.
  const inverse = { angle, ratio: 1 / ratio, depthRatio: 1 / depthRatio };
  const { halfSquare } = createMetric(name, { correlationLength: 1, variance, anisotropy: inverse });
  return {
    name,
    variance,
    eigenvalues({ shape, spacing }) {
      const sizes = toShape(shape);
      const steps = toShape(spacing);
      const wave = (i: number, axis: 0 | 1 | 2) =>
        (2 * Math.PI * signedMode(i, sizes[axis])) / (sizes[axis] * steps[axis]);
      const [depth, height, width] = sizes;
      const powers = new Float64Array(depth * height * width);
      for (let i = 0; i < powers.length; i++) {
        const row = Math.floor(i / width);
        const k = Math.sqrt(
          2 * halfSquare([wave(Math.floor(row / height), 0), wave(row % height, 1), wave(i % width, 2)]),
        );
        const power = spectrum(k);
        if (!(power >= 0 && power < Infinity)) {
          throw new RangeError(
            `${name}: spectrum must be finite and not negative, got ${power} for k = ${k}; let it be 0 at 0 for fields of mean 0`,
          );
        }
        powers[i] = power;
      }
      if (!powers.some((power) => power > 0)) {
        throw new RangeError(`${name}: spectrum must not be 0 for all wave numbers of the grid`);
      }
      return powers;
    },
  };
}
