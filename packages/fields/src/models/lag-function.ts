import type { Shape } from '../torus/torus';
import type { CovarianceModel } from './model';

/** The covariance at a lag in grid points, on a grid of this many axes: a model gets one distance for each of them. */
export function lagFunction(
  model: CovarianceModel,
  axes: number,
  [stepZ, stepY, stepX]: Shape,
): (dz: number, dy: number, dx: number) => number {
  if (axes === 1) return (_dz, _dy, dx) => model.covariance(dx * stepX);
  if (axes === 2) return (_dz, dy, dx) => model.covariance(dy * stepY, dx * stepX);
  return (dz, dy, dx) => model.covariance(dz * stepZ, dy * stepY, dx * stepX);
}

/** A covariance function of one distance for each axis from one of three. */
export function fromThree(at: (dz: number, dy: number, dx: number) => number): (...lag: number[]) => number {
  return (a, b, c) => (c === undefined ? (b === undefined ? at(0, 0, a!) : at(0, a!, b)) : at(a!, b!, c));
}
