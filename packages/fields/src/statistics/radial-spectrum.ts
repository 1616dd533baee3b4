import type { FloatArray } from '@backdropjs/random';
import { signedMode, toShape } from '../torus/torus';
import { realTransform } from './correlate';
import { checkGrid } from './options';

/** Means over shells of wave numbers. */
export interface RadialSpectrum {
  /** The mean wave number of the modes of each shell, in radians per unit of length. */
  readonly wavenumber: Float64Array;
  /** The mean power of the modes: over all modes, the powers add up to the mean square of the field. */
  readonly power: Float64Array;
  /** How many modes there are. */
  readonly modes: Float64Array;
}

/**
 * The power spectrum of a periodic field, averaged over all directions: |F_k|^2 / N^2 for modes k in shells of
 * |k|, F being the discrete Fourier transform of the N numbers.
 *
 * Shells are as wide as the lowest mode of the longest side; the mean of the field (k = 0) is left out.
 *
 * @throws RangeError if an option is out of range.
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
  { shape, spacing = 1 }: { shape: readonly number[]; spacing?: number | readonly number[] },
): RadialSpectrum {
  const steps = toShape(checkGrid('radialSpectrum', field, { shape, spacing, periodic: true }));
  const sizes = toShape(shape);
  const lowest = Math.min(
    ...shape.map((length, axis) => (2 * Math.PI) / (length * steps.at(axis - shape.length)!)),
  );
  const { re, im } = realTransform((i) => field[i]!, shape, sizes);
  const shells: { wavenumber: number; power: number; modes: number }[] = [];
  for (let i = 1; i < re.length; i++) {
    const row = Math.floor(i / sizes[2]);
    const mode = [Math.floor(row / sizes[1]), row % sizes[1], i % sizes[2]];
    const k = Math.hypot(
      ...mode.map((m, a) => (2 * Math.PI * signedMode(m, sizes[a]!)) / (sizes[a]! * steps[a]!)),
    );
    const at = Math.round(k / lowest);
    shells[at] ??= { wavenumber: 0, power: 0, modes: 0 };
    const shell = shells[at];
    shell.wavenumber += k;
    shell.power += (re[i]! ** 2 + im[i]! ** 2) / re.length ** 2;
    shell.modes++;
  }
  const found = shells.filter((shell) => shell !== undefined);
  return {
    wavenumber: Float64Array.from(found, (shell) => shell.wavenumber / shell.modes),
    power: Float64Array.from(found, (shell) => shell.power / shell.modes),
    modes: Float64Array.from(found, (shell) => shell.modes),
  };
}
