import { check } from '../check';
import { squaredExponential } from '../models/squared-exponential';
import { amplitudes } from '../torus/amplitudes';
import type { Band } from '../torus/band';

/** How the field of a scale is standardized, see {@link MultiscaleOptions.standardize}. */
export type Standardize = 'sample' | 'ensemble' | 'none';

/** One scale of a multi-scale set: the amplitudes of its lengths over one rectangle of modes. */
export interface Layer {
  /** The rectangle of the whole set, with the runs of the scale's widest band. */
  readonly band: Band;
  /** For each length the amplitude of each mode of the rectangle. */
  readonly weights: readonly Float64Array[];
}

/** The layers of scales given by their squared-exponential lengths in pixels. */
export function createLayers(
  scales: readonly (readonly number[])[],
  size: number,
  standardize: Standardize,
): Layer[] {
  const shape = [size, size];
  const draw = (correlationLength: number, box?: Band) => {
    const model = squaredExponential({ correlationLength });
    return amplitudes(model.eigenvalues({ shape, spacing: [1, 1] }), shape, model.variance, undefined, box);
  };
  // Isotropic bands on a square grid are nested, the widest being that of the shortest length.
  const shortest = Math.min(...scales.flat());
  const widest = draw(shortest);
  const box = widest.band;
  const middle = -box.rows.first * box.columns.count - box.columns.first;
  return scales.map((lengths) => {
    const drawn = lengths.map((length) => (length === shortest ? widest : draw(length, box)));
    return {
      band: drawn[lengths.indexOf(Math.min(...lengths))]!.band,
      weights: drawn.map(({ weights }, i) => {
        if (standardize === 'none') return weights;
        const varying = weights.slice().fill(0, middle, middle + 1);
        const rest = varying.reduce((sum, weight) => sum + weight * weight, 0);
        check(
          rest > 0,
          'multiscale',
          `lengths to be standardized must be short enough for the fields to vary on a grid of size ${size}`,
          lengths[i],
        );
        return varying.map((weight) => weight / Math.sqrt(rest));
      }),
    };
  });
}
