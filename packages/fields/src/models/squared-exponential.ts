import { cosTurns, exp, sinTurns } from '@backdropjs/random/math';
import { checkPositive } from '../check';
import { evenTransform } from '../torus/even-transform';
import { type QuadraticForm, wrapGaussian } from '../torus/wrap-gaussian';
import type { CovarianceModel, ModelOptions } from './model';

const TWO_PI = 2 * Math.PI;

/**
 * The squared-exponential (Gaussian) covariance, k(r) = variance exp(-r^2 / (2 l^2)) with l the correlation length.
 *
 * With anisotropy, r^2 = u^2 + (v / ratio)^2, where u = cos(angle) dx + sin(angle) dy and v = -sin(angle) dx +
 * cos(angle) dy. Conventions differ: GSTools' Gaussian model is exp(-pi r^2 / (4 L^2)), so its L is 1.2533 l.
 *
 * @returns a model for {@link createSampler}.
 * @throws RangeError if the correlation length, the variance or the ratio is not a positive number, or the angle not a
 * finite one.
 * @example
 * ```ts
 * import { squaredExponential } from '@backdropjs/fields';
 *
 * const model = squaredExponential({ correlationLength: 10, anisotropy: { ratio: 0.5, angle: Math.PI / 6 } });
 * const covariance = model.covariance(0, 20); // of points 20 columns apart
 * ```
 */
export function squaredExponential({
  correlationLength,
  variance = 1,
  anisotropy: { ratio, angle } = { ratio: 1, angle: 0 },
}: ModelOptions): CovarianceModel {
  const name = 'squaredExponential';
  checkPositive(name, 'correlationLength', correlationLength);
  checkPositive(name, 'variance', variance);
  checkPositive(name, 'anisotropy.ratio', ratio);
  if (!Number.isFinite(angle)) {
    throw new RangeError(`${name}: anisotropy.angle must be a number of radians, got ${angle}`);
  }
  const cosine = cosTurns(angle / TWO_PI);
  const sine = sinTurns(angle / TWO_PI);
  const along = correlationLength;
  const across = correlationLength * ratio;

  /** scaleU u^2 + scaleV v^2 for dy and dx counted in steps of these sizes. */
  const form = (scaleU: number, scaleV: number, stepY: number, stepX: number): QuadraticForm => ({
    yy: (scaleU * sine * sine + scaleV * cosine * cosine) * stepY * stepY,
    yx: (scaleU - scaleV) * cosine * sine * stepY * stepX,
    xx: (scaleU * cosine * cosine + scaleV * sine * sine) * stepX * stepX,
  });
  const inSpace = (stepY: number, stepX: number) =>
    form(1 / (2 * along * along), 1 / (2 * across * across), stepY, stepX);
  const exponent = inSpace(1, 1);

  return {
    name,
    variance,
    correlationLength,
    anisotropy: { ratio, angle },
    covariance: (dy, dx) =>
      variance * exp(-(exponent.yy * dy * dy + 2 * exponent.yx * dy * dx + exponent.xx * dx * dx)),
    eigenvalues({ shape, spacing: [stepY, stepX] }) {
      // Two ways to the same numbers (Poisson's summation formula): transform the sum of the covariances with all
      // periodic images, or sum the model's transform, 2 pi along across exp(-2 pi^2 (along^2 fu^2 + across^2 fv^2)), over all
      // frequencies that look alike on the grid. The second is more exact, and long only for a field that is hardly more than white noise.
      if (along * across < (stepY * stepX) / 8) {
        const covariances = wrapGaussian(shape, inSpace(stepY, stepX), variance);
        return evenTransform(covariances, shape).map((value) => Math.max(0, value));
      }
      const scale = TWO_PI * Math.PI;
      const frequencies = form(
        scale * along * along,
        scale * across * across,
        1 / (shape[0] * stepY),
        1 / (shape[1] * stepX),
      );
      return wrapGaussian(shape, frequencies, (variance * TWO_PI * along * across) / (stepY * stepX));
    },
  };
}
