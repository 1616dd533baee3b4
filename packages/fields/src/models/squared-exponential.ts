import { exp } from '@backdropjs/random/math';
import { evenTransform } from '../synthesis/real-transform';
import { type Ellipse, evaluate, wrapGaussian } from '../torus/wrap-gaussian';
import { createMetric } from './metric';
import type { CovarianceModel, ModelOptions } from './model';

const TWO_PI = 2 * Math.PI;

/** A distance that no covariance and no spectrum reaches. */
const NOWHERE = 1e150;

const LINE: Ellipse = { cosine: 1, sine: 0, along: 1, across: 1 };

type Pair = readonly [number, number];

/**
 * The squared-exponential (Gaussian) covariance, k(r) = variance exp(-r^2 / (2 l^2)) with l the correlation
 * length.
 *
 * With anisotropy, r^2 = u^2 + (v / ratio)^2 + (dz / depthRatio)^2, where u = cos(angle) dx + sin(angle) dy and
 * v = cos(angle) dy - sin(angle) dx. On a torus the covariances of all periodic images add up, so that no
 * eigenvalue is negative. Conventions differ: GSTools' Gaussian model is exp(-pi r^2 / (4 L^2)), so its L is 1.2533 l.
 *
 * @returns a model for {@link createSampler}.
 * @throws RangeError if the correlation length or the variance is not a positive number, the ratio not in [0.001,
 * 1000] or the angle not finite.
 * @example
 * ```ts
 * import { squaredExponential } from '@backdropjs/fields';
 *
 * const model = squaredExponential({ correlationLength: 10, anisotropy: { ratio: 0.5, angle: Math.PI / 6 } });
 * const covariance = model.covariance(0, 20); // of points 20 columns apart
 * ```
 */
export function squaredExponential(options: ModelOptions): CovarianceModel {
  const name = 'squaredExponential';
  const { variance, lengths, plane, halfSquare } = createMetric(name, options);
  const [along, across, between] = lengths;
  return {
    name,
    variance,
    periodized: true,
    covariance: (...lag) => variance * exp(-halfSquare(lag)),
    eigenvalues({ shape, spacing }) {
      const [width, height, depth] = [shape.at(-1)!, shape.at(-2), shape.at(-3)];
      const [stepX, stepY, stepZ] = [spacing.at(-1)!, spacing.at(-2)!, spacing.at(-3)!];
      if (height === undefined) {
        return lineEigenvalues(width, stepX, Math.sqrt(0.5 / evaluate(plane, 0, 1)), variance);
      }
      const cells = (along * across) / (stepY * stepX);
      const frequencies = [1 / (height * stepY), 1 / (width * stepX)] as const;
      const total = variance * TWO_PI * cells;
      const spectrum = { ...plane, along: dual(along), across: dual(across) };
      const layer =
        cells < SHORT
          ? transformed([height, width], [stepY, stepX], plane, variance)
          : wrapGaussian([height, width], frequencies, spectrum, total);
      if (depth === undefined) return layer;
      const volume = new Float64Array(depth * layer.length);
      lineEigenvalues(depth, stepZ, between, 1).forEach((factor, z) => {
        volume.set(
          layer.map((value) => factor * value),
          z * layer.length,
        );
      });
      return volume;
    },
  };
}

// Two ways to the same numbers (Poisson's summation formula): transform the sum of the covariances with all periodic
// images, or sum the model's transform, 2 pi along across exp(-2 pi^2 (along^2 fu^2 + across^2 fv^2)), over all
// frequencies that look alike on the grid. The second is more exact, and long only for a field that is hardly more
// than white noise: one whose length is less than this many grid points.
const SHORT = 1 / 8;

/** The coefficient of a squared frequency. */
const dual = (length: number) => TWO_PI * Math.PI * length * length;

/** The eigenvalues in the plane from the covariances. */
function transformed(sizes: Pair, steps: Pair, form: Ellipse, peak: number): Float64Array {
  return evenTransform(wrapGaussian(sizes, steps, form, peak), sizes).map((value) => Math.max(0, value));
}

/** The eigenvalues along one axis: the columns of a plane with one row. */
function lineEigenvalues(count: number, step: number, length: number, peak: number): Float64Array {
  const total = (peak * Math.sqrt(TWO_PI) * length) / step;
  return length / step < SHORT
    ? transformed([1, count], [NOWHERE, step], { ...LINE, along: 0.5 / (length * length) }, peak)
    : wrapGaussian([1, count], [NOWHERE, 1 / (count * step)], { ...LINE, along: dual(length) }, total);
}
