import { lagFunction } from '../models/lag-function';
import type { CovarianceModel } from '../models/model';
import { transformModes } from '../synthesis/transform-modes';
import type { Amplitudes } from '../torus/amplitudes';
import { forEachLag, lagIndex, type Torus, toShape } from '../torus/torus';

/** The covariance that fields have: the transform of the squared amplitudes of their modes, in row-major order. */
export function fieldCovariance(torus: Torus, { band, weights }: Amplitudes): Float64Array {
  return transformModes(
    toShape(torus.shape),
    band,
    weights.map((weight) => weight * weight),
  ).re;
}

/** The greatest difference between two covariances, over the variance, and the lag in grid points that it is at. */
export interface CovarianceError {
  readonly error: number;
  readonly lag: readonly [dz: number, dy: number, dx: number];
}

/** Compares the covariance of fields with that of a model at all lags up to these limits. */
export function covarianceError(
  model: CovarianceModel,
  torus: Torus,
  covariance: Float64Array,
  limits: readonly number[],
): CovarianceError {
  const sizes = toShape(torus.shape);
  const expected = lagFunction(model, torus.shape.length, toShape(torus.spacing));
  let most = 0;
  let at: CovarianceError['lag'] = [0, 0, 0];
  forEachLag(limits, (...lag) => {
    const difference = Math.abs(covariance[lagIndex(lag, sizes)]! - expected(...lag));
    if (!(difference > most)) return;
    most = difference;
    at = lag;
  });
  return { error: most / model.variance, lag: at };
}
