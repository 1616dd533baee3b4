import { circulantEigenvalues } from './circulant';
import { createMetric } from './metric';
import type { CovarianceModel, ModelOptions } from './model';

/**
 * The model whose covariance at distance r is variance correlation((r / l)^2 / 2), with r measured along the
 * ellipsoid of its anisotropy.
 */
export function fromCorrelation(
  name: string,
  options: ModelOptions,
  correlation: (halfSquare: number) => number,
): CovarianceModel {
  const { variance, halfSquare } = createMetric(name, options);
  const covariance = (...lag: number[]) => variance * correlation(halfSquare(lag));
  return {
    name,
    variance,
    covariance,
    eigenvalues: (torus) => circulantEigenvalues(covariance, torus),
  };
}
