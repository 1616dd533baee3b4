import { createPlanes } from '../fft/planes';
import type { CovarianceModel } from '../models/model';
import type { Amplitudes } from '../torus/amplitudes';
import type { Synthesis } from '../torus/synthesis';
import { signedMode, type Torus } from '../torus/torus';

/** What a sampler knows about the fields it draws. */
export interface SamplerReport {
  /** The torus that fields are drawn on: the shape itself. */
  readonly embedding: readonly [rows: number, columns: number];
  /** The highest mode number with any variance, along each axis. */
  readonly band: readonly [rows: number, columns: number];
  /** How many complex modes are drawn for a pair of fields. */
  readonly modes: number;
  /**
   * The share of the variance in the modes that were left out, whose amplitudes are below 1e-5 of the
   * greatest. The other modes are scaled up so that the fields have the model's variance.
   */
  readonly lostVariance: number;
  /**
   * The greatest difference between the covariance of the fields and that of the model at any distance up to
   * half of the torus, over the variance. Large where the torus is not much larger than the correlation
   * length.
   */
  readonly covarianceError: number;
  /**
   * How many independent numbers have a sample variance as uncertain as that of a field: its relative
   * standard deviation is sqrt(2 / effectiveSamples). About rows columns / (pi l^2 ratio).
   */
  readonly effectiveSamples: number;
}

/**
 * Computes the report; `synthesis` serves to transform the squared amplitudes into the covariance of the
 * fields.
 */
export function createReport(
  model: CovarianceModel,
  { shape, spacing }: Torus,
  { band, weights, lostVariance }: Amplitudes,
  synthesis: Synthesis,
): SamplerReport {
  let modes = 0;
  let fourth = 0;
  synthesis.spectrum.re.fill(0);
  synthesis.spectrum.im.fill(0);
  for (let r = 0; r < band.rows.count; r++) {
    const start = synthesis.rowStart(r);
    for (let c = 0; c < band.columns.count; c++) {
      const square = weights[r * band.columns.count + c]! ** 2;
      synthesis.spectrum.re[start + c] = square;
      if (square > 0) modes++;
      fourth += square * square;
    }
  }
  const { re: covariance, im: unused } = createPlanes(shape[0] * shape[1]);
  synthesis.run(covariance, unused);
  let error = 0;
  for (let i = 0; i <= shape[0] / 2; i++) {
    for (let j = 0; j < shape[1]; j++) {
      const expected = model.covariance(i * spacing[0], signedMode(j, shape[1]) * spacing[1]);
      error = Math.max(error, Math.abs(covariance[i * shape[1] + j]! - expected));
    }
  }
  return {
    embedding: [shape[0], shape[1]],
    band: [0 - band.rows.first, 0 - band.columns.first],
    modes,
    lostVariance,
    covarianceError: error / model.variance,
    effectiveSamples: model.variance ** 2 / fourth,
  };
}
