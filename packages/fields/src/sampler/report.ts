import type { FieldModel } from '../models/model';
import { hasCovariance } from '../models/sum';
import { effectiveCount } from '../statistics/effective-sample-size';
import { countPoints, lagIndex, toShape } from '../torus/torus';
import { covarianceError } from './covariance-error';
import type { Embedding } from './embed';

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

/** Computes the report on fields of this shape and covariance, cut out of a torus. */
export function createReport(
  model: FieldModel,
  { torus, drawn, error }: Embedding,
  fieldShape: readonly number[],
  periodic: boolean,
  covariance: Float64Array,
): SamplerReport {
  const sizes = toShape(torus.shape);
  const shape = toShape(fieldShape);
  const limits = shape.map((length, axis) => (periodic ? Math.floor(sizes[axis]! / 2) : length - 1));
  const { band, weights, lostVariance, negativeMass } = drawn;
  return {
    embedding: torus.shape,
    band: [band.layers, band.rows, band.columns].slice(-torus.shape.length).map(({ first }) => 0 - first),
    modes: weights.reduce((count, weight) => count + Number(weight > 0), 0),
    lostVariance,
    negativeMass,
    covarianceError: hasCovariance(model)
      ? (error ?? covarianceError(model, torus, covariance, limits).error)
      : undefined,
    effectiveSamples: periodic
      ? (countPoints(sizes) * model.variance ** 2) /
        covariance.reduce((total, value) => total + value * value, 0)
      : effectiveCount(shape, (lag) => (covariance[lagIndex(lag, sizes)]! / model.variance) ** 2),
  };
}
