import { exp } from '@backdropjs/random/math';
import { createPlainSynthesis } from '../synthesis/plain-synthesis';
import { realTransformBy } from '../synthesis/real-transform';
import { toShape } from '../torus/torus';
import { type Ellipse, evaluate, wrapGaussian } from '../torus/wrap-gaussian';
import { fromThree } from './lag-function';
import { createMetric } from './metric';
import type { CovarianceModel, ModelOptions } from './model';

const TWO_PI = 2 * Math.PI;

/** A frequency that no spectrum reaches. */
const NOWHERE = 1e150;

const LINE: Ellipse = { cosine: 1, sine: 0, along: 1, across: 1 };

/**
 * The squared-exponential (Gaussian) covariance, k(r) = variance exp(-r^2 / (2 l^2)) with l the correlation
 * length.
 *
 * $$
 * k(r) = \sigma^2 \exp\!\Big(-\frac{r^2}{2 l^2}\Big)
 * $$
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
    covariance: fromThree((dz, dy, dx) => variance * exp(-halfSquare(dz, dy, dx))),
    eigenvalues({ shape, spacing }) {
      const [depth, height, width] = toShape(shape);
      const [stepZ, stepY, stepX] = toShape(spacing);
      const frequencies = [1 / (height * stepY), 1 / (width * stepX)] as const;
      const cells = (along * across) / (stepY * stepX);
      // Along an axis of one point there are no images, as there are no distances.
      const layer =
        height === 1 || width === 1
          ? lineEigenvalues(
              height * width,
              height === 1 ? stepX : stepY,
              Math.sqrt(0.5 / (height === 1 ? evaluate(plane, 0, 1) : evaluate(plane, 1, 0))),
              variance,
            )
          : cells < SHORT
            ? realTransformBy(
                // The same bits as by the kernels, without which the model is a third of its size.
                createPlainSynthesis,
                wrapGaussian([height, width], [stepY, stepX], plane, variance),
                [height, width],
              ).re.map((value) => Math.max(0, value))
            : wrapGaussian(
                [height, width],
                frequencies,
                { ...plane, along: dual(along), across: dual(across) },
                variance * TWO_PI * cells,
              );
      if (depth === 1) return layer;
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

/** The eigenvalues along one axis: the columns of a plane with one row. */
function lineEigenvalues(count: number, step: number, length: number, peak: number): Float64Array {
  // Neighbors as far apart as that have a correlation of 1e-14.
  if (length / step < SHORT) return new Float64Array(count).fill(peak);
  const total = (peak * Math.sqrt(TWO_PI) * length) / step;
  return wrapGaussian([1, count], [NOWHERE, 1 / (count * step)], { ...LINE, along: dual(length) }, total);
}
