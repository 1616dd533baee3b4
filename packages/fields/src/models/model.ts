import { check, checkNumber } from '../check';
import type { Torus } from '../torus/torus';

/** Anything that Gaussian fields can be drawn from. */
export interface FieldModel {
  /** The name of the function that made the model. */
  readonly name: string;
  /** The variance of a field's values. */
  readonly variance: number;
  /** Whether the covariances of all periodic images add up on a torus; else the nearest one counts. */
  readonly periodized?: boolean;
  /**
   * The eigenvalues of the covariance matrix on a torus, in row-major order of the modes; up to a common
   * factor, a torus may have a variance of its own. They may be negative where the covariance of two points on
   * a torus is not a covariance function.
   *
   * With `within`, the lengths of the axes of a grid, the covariance only has to be the model's at distances within that grid.
   * A model whose eigenvalues may be negative lets it go smoothly to 0 beyond, which makes them positive on a smaller torus;
   * others need not look.
   */
  eigenvalues(torus: Torus, within?: readonly number[]): Float64Array;
}

/** Throws unless it is a model, also one that users made, of a variance that fields can have. */
export function checkModel(caller: string, name: string, model: FieldModel): void {
  const isModel = typeof model?.eigenvalues === 'function' && typeof model.name === 'string';
  check(isModel, caller, `${name} must be a covariance model, say of squaredExponential`, model, '', '');
  checkNumber(caller, `${name}.variance`, model.variance);
}

/** A stationary covariance function on the line, in the plane or in space. */
export interface CovarianceModel extends FieldModel {
  /**
   * The covariance of two points `lag` apart: one distance for each axis, rows before columns and layers
   * before rows, in the unit of the correlation length.
   */
  covariance(...lag: number[]): number;
}

/** How a covariance model depends on direction. */
export interface Anisotropy {
  /** The correlation length across the main direction over the one along it, in [0.001, 1000]. */
  readonly ratio: number;
  /** The main direction in radians, from the columns' axis (x) toward the rows' axis (y). */
  readonly angle: number;
  /** The correlation length between layers of a three-dimensional grid over the main one, default 1. */
  readonly depthRatio?: number;
}

/** What every covariance model with a correlation length is made from. */
export interface ModelOptions {
  /** In the unit of the sampler's spacing, positive. */
  correlationLength: number;
  /** The covariance at distance 0, positive, default 1. */
  variance?: number;
  /** Default: the same in all directions. */
  anisotropy?: Anisotropy;
}
