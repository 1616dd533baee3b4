import type { FieldModel } from '../models/model';
import { hasCovariance } from '../models/sum';
import { effectiveCount } from '../statistics/effective-sample-size';
import { createSynthesis } from '../synthesis/create-synthesis';
import type { Amplitudes } from '../torus/amplitudes';
import { countPoints, forEachLag, lagIndex, type Torus, toShape } from '../torus/torus';

/** What a sampler knows about the fields it draws. */
export interface SamplerReport {
  /** The torus that fields are drawn on: the shape itself, or larger with padding. */
  readonly embedding: readonly number[];
  /** The highest mode number with any variance, along each axis. */
  readonly band: readonly number[];
  /** How many complex modes are drawn for a pair of fields. */
  readonly modes: number;
  /**
   * The share of the variance in the modes that were left out, whose amplitudes are below 1e-5 of the
   * greatest. The other modes are scaled up so that the fields have the model's variance.
   */
  readonly lostVariance: number;
  /** The sum of the negative eigenvalues, which were taken as 0, over that of the others. */
  readonly negativeMass: number;
  /**
   * The greatest difference between the covariance of the fields and that of the model, over the variance, at
   * any distance within a field, or on a periodic one up to half of the torus. Undefined for a model without a
   * covariance function.
   */
  readonly covarianceError: number | undefined;
  /**
   * How many independent numbers have a sample variance as uncertain as that of a field: its relative
   * standard deviation is sqrt(2 / effectiveSamples). About rows columns / (pi l^2 ratio) for a squared
   * exponential.
   */
  readonly effectiveSamples: number;
}

/** Computes the report on fields of this shape, cut out of a torus. */
export function createReport(
  model: FieldModel,
  torus: Torus,
  fieldShape: readonly number[],
  periodic: boolean,
  { band, weights, lostVariance, negativeMass }: Amplitudes,
): SamplerReport {
  const sizes = toShape(torus.shape);
  const shape = toShape(fieldShape);
  const steps = toShape(torus.spacing);
  // The squared amplitudes' transform is the covariance of the fields.
  const { spectrum, rowStride, fields, run } = createSynthesis({
    torus: sizes,
    shape: sizes,
    band,
    dtype: 'float64',
  });
  let modes = 0;
  weights.forEach((weight, i) => {
    const row = Math.floor(i / band.columns.count);
    spectrum.re[row * (rowStride - band.columns.count) + i] = weight * weight;
    if (weight > 0) modes++;
  });
  run();
  const covariance = fields[0] as Float64Array;
  const actual = (lag: readonly number[]) => covariance[lagIndex(lag, sizes)]!;
  let error: number | undefined;
  if (hasCovariance(model)) {
    const limits = shape.map((length, axis) => (periodic ? Math.floor(sizes[axis]! / 2) : length - 1));
    let most = 0;
    forEachLag(limits, (dz, dy, dx) => {
      const lag = [dz * steps[0], dy * steps[1], dx * steps[2]].slice(-torus.shape.length);
      const expected = model.covariance(...lag);
      most = Math.max(most, Math.abs(actual([dz, dy, dx]) - expected));
    });
    error = most / model.variance;
  }
  return {
    embedding: torus.shape,
    band: [band.layers, band.rows, band.columns].slice(-torus.shape.length).map(({ first }) => 0 - first),
    modes,
    lostVariance,
    negativeMass,
    covarianceError: error,
    effectiveSamples: periodic
      ? (countPoints(sizes) * model.variance ** 2) /
        covariance.reduce((total, value) => total + value * value, 0)
      : effectiveCount(shape, (lag) => (actual(lag) / model.variance) ** 2),
  };
}
