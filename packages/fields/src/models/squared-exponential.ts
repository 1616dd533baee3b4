import { cosTurns, exp, sinTurns } from '@backdropjs/random/math';
import { checkPositive } from '../check';
import { evenTransform } from '../torus/even-transform';
import { type Ellipse, evaluate, wrapGaussian } from '../torus/wrap-gaussian';
import type { CovarianceModel, ModelOptions } from './model';

const TWO_PI = 2 * Math.PI;

/**
 * The squared-exponential (Gaussian) covariance, k(r) = variance exp(-r^2 / (2 l^2)) with l the correlation
 * length.
 *
 * With anisotropy, r^2 = u^2 + (v / ratio)^2, where u = cos(angle) dx + sin(angle) dy and v = cos(angle) dy -
 * sin(angle) dx. Conventions differ: GSTools' Gaussian model is exp(-pi r^2 / (4 L^2)), so its L is 1.2533 l.
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
export function squaredExponential({
  correlationLength,
  variance = 1,
  anisotropy: { ratio, angle } = { ratio: 1, angle: 0 },
}: ModelOptions): CovarianceModel {
  const name = 'squaredExponential';
  checkPositive(name, 'correlationLength', correlationLength);
  checkPositive(name, 'variance', variance);
  if (!(ratio >= 1e-3 && ratio <= 1e3)) {
    throw new RangeError(`${name}: anisotropy.ratio must be in [0.001, 1000], got ${ratio}`);
  }
  if (!Number.isFinite(angle)) {
    throw new RangeError(`${name}: anisotropy.angle must be a number of radians, got ${angle}`);
  }
  const cosine = cosTurns(angle / TWO_PI);
  const sine = sinTurns(angle / TWO_PI);
  const along = correlationLength;
  const across = correlationLength * ratio;
  const inSpace: Ellipse = { cosine, sine, along: 0.5 / (along * along), across: 0.5 / (across * across) };
  const scale = TWO_PI * Math.PI;
  const inFrequency: Ellipse = {
    cosine,
    sine,
    along: scale * along * along,
    across: scale * across * across,
  };

  return {
    name,
    variance,
    correlationLength,
    anisotropy: { ratio, angle },
    covariance: (dy, dx) => variance * exp(-evaluate(inSpace, dy, dx)),
    eigenvalues({ shape, spacing }) {
      // Two ways to the same numbers (Poisson's summation formula): transform the sum of the covariances with
      // all periodic images, or sum the model's transform, 2 pi along across exp(-2 pi^2 (along^2 fu^2 +
      // across^2 fv^2)), over all frequencies that look alike on the grid. The second is more exact, and long
      // only for a field that is hardly more than white noise.
      const cells = (along * across) / (spacing[0] * spacing[1]);
      if (cells < 1 / 8) {
        const covariances = wrapGaussian(shape, spacing, inSpace, variance);
        return evenTransform(covariances, shape).map((value) => Math.max(0, value));
      }
      const steps = [1 / (shape[0] * spacing[0]), 1 / (shape[1] * spacing[1])] as const;
      return wrapGaussian(shape, steps, inFrequency, variance * TWO_PI * cells);
    },
  };
}
