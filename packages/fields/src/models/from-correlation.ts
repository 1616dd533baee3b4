import { circulantEigenvalues } from './circulant';
import { fromThree } from './lag-function';
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
  const { variance, plane, halfSquare } = createMetric(name, options);
  const at = (dz: number, dy: number, dx: number) => variance * correlation(halfSquare(dz, dy, dx));
  // Ellipses along the axes look the same in both directions of each.
  const even = plane.cosine * plane.sine === 0;
  return {
    name,
    variance,
    covariance: fromThree(at),
    eigenvalues: (torus, within) => circulantEigenvalues(at, torus, within, even),
  };
}
