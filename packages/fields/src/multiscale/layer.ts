import { squaredExponential } from '../models/squared-exponential';
import { type Amplitudes, amplitudes } from '../torus/amplitudes';
import type { Band, ModeRange } from '../torus/band';

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
  const shape = [size, size] as const;
  const spectra = scales.map((lengths) =>
    lengths.map((correlationLength) => {
      const model = squaredExponential({ correlationLength });
      return amplitudes(model.eigenvalues({ shape, spacing: [1, 1] }), shape, model.variance);
    }),
  );
  // Isotropic bands on a square grid are nested.
  const wider = (a: Amplitudes, b: Amplitudes) => (b.band.rows.count > a.band.rows.count ? b : a);
  const { layers, rows, columns } = spectra.flat().reduce(wider).band;
  return spectra.map((spectrum, s) => ({
    band: { layers, ...widenBand(spectrum.reduce(wider).band, rows, columns) },
    weights: spectrum.map((one, i) => {
      const weights = widenWeights(one, rows, columns);
      if (standardize === 'none') return weights;
      weights[-rows.first * columns.count - columns.first] = 0;
      const rest = weights.reduce((sum, weight) => sum + weight * weight, 0);
      if (rest === 0) {
        throw new RangeError(
          `multiscale: the fields of length ${scales[s]![i]} are constant on a grid of size ${size} and cannot be standardized; take a shorter length`,
        );
      }
      return weights.map((weight) => weight / Math.sqrt(rest));
    }),
  }));
}

function widenBand(band: Band, rows: ModeRange, columns: ModeRange): Omit<Band, 'layers'> {
  const down = band.rows.first - rows.first;
  const right = band.columns.first - columns.first;
  const starts = new Int32Array(rows.count);
  const ends = new Int32Array(rows.count);
  band.starts.forEach((start, r) => {
    starts[down + r] = right + start;
    ends[down + r] = right + band.ends[r]!;
  });
  return { rows, columns, starts, ends };
}

function widenWeights({ band, weights }: Amplitudes, rows: ModeRange, columns: ModeRange): Float64Array {
  const down = band.rows.first - rows.first;
  const right = band.columns.first - columns.first;
  const wide = new Float64Array(rows.count * columns.count);
  for (let r = 0; r < band.rows.count; r++) {
    const row = weights.subarray(r * band.columns.count, (r + 1) * band.columns.count);
    wide.set(row, (down + r) * columns.count + right);
  }
  return wide;
}
