import type { Torus } from '../torus/torus';

/** A stationary covariance function in the plane. */
export interface CovarianceModel {
  /** The name of the function that made the model. */
  readonly name: string;
  /** The covariance at distance 0. */
  readonly variance: number;
  readonly correlationLength: number;
  /**
   * The correlation length is `correlationLength` in the direction at `angle` from the columns' axis (x, to
   * the right) towards the rows' axis (y, down the rows), and `ratio` times that across it.
   */
  readonly anisotropy: Anisotropy;
  /** The covariance between a point and the one `dy` down and `dx` to the right of it. */
  covariance(dy: number, dx: number): number;
  /**
   * The eigenvalues of the covariance matrix on a torus, where the covariances of all periodic images add up:
   * the discrete Fourier transform of its first row, in row-major order of the modes (ky, kx). None is
   * negative, and their mean is the variance on the torus.
   */
  eigenvalues(torus: Torus): Float64Array;
}

/** How a covariance model depends on direction. */
export interface Anisotropy {
  /** The correlation length across the main direction over the one along it, in [0.001, 1000]. */
  readonly ratio: number;
  /** The main direction in radians, from the columns' axis (x) towards the rows' axis (y). */
  readonly angle: number;
}

/** What every covariance model is made from. */
export interface ModelOptions {
  /** In the unit of the sampler's spacing, positive. */
  correlationLength: number;
  /** The covariance at distance 0, positive, default 1. */
  variance?: number;
  /** Default: the same in all directions. */
  anisotropy?: Anisotropy;
}
