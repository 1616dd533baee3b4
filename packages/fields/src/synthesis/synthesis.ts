import type { FloatArray, Key } from '@backdropjs/random';
import type { Planes } from '../fft/planes';
import type { Band } from '../torus/band';
import type { FieldType } from '../torus/field-type';
import type { Shape } from '../torus/torus';

/** What a synthesis makes. */
export interface SynthesisOptions {
  /** The torus on which the transform is one. */
  readonly torus: Shape;
  /** How much of it is wanted, from its first point on. */
  readonly shape: Shape;
  /** The modes of the torus that are not zero. */
  readonly band: Band;
  /** Of the result. */
  readonly dtype: FieldType;
}

/** A reusable inverse Fourier transform from the modes in a box around 0, and the noise to feed it with. */
export interface Synthesis<A extends FloatArray = FloatArray> {
  /** Row r of the band's box (layer by layer) begins at r rowStride. A run may overwrite all of it. */
  readonly spectrum: Planes<A>;
  readonly rowStride: number;
  /** One number for each mode of the band's box. */
  readonly noise: Planes<Float64Array>;
  /** The real and the imaginary part of the result in row-major order. */
  readonly fields: readonly [real: FloatArray, imaginary: FloatArray];
  /**
   * Draws a standard complex normal number (variance 1 in each part) for every mode of a band over the same
   * box, from the counter (kx, ky, pair, stream + kz): a mode's noise depends on nothing else, neither on the
   * grid nor on what was drawn before. What is not in the band's runs is left undefined.
   */
  drawNoise(key: Key, band: Band, pair: number, stream: number): void;
  /** Computes fields = sum over k of spectrum[k] exp(2 pi i k x / n) for every wanted point x. */
  run(): void;
}
