import { cosTurns, sinTurns } from '@backdropjs/random/math';
import { checkPositive } from '../check';
import { type Ellipse, evaluate } from '../torus/wrap-gaussian';
import type { ModelOptions } from './model';

const TWO_PI = 2 * Math.PI;

/** The checked options of a model. */
export interface Metric {
  readonly variance: number;
  /** Correlation lengths along and across the main direction, and between layers. */
  readonly lengths: readonly [along: number, across: number, depth: number];
  /** The main direction. */
  readonly cosine: number;
  readonly sine: number;
  /** (r / l)^2 / 2 of a lag, where r is measured along the ellipsoid. */
  halfSquare(lag: readonly number[]): number;
}

/** Checks a model's options on behalf of `caller` and measures distances with them. */
export function createMetric(
  caller: string,
  { correlationLength, variance = 1, anisotropy = { ratio: 1, angle: 0 } }: ModelOptions,
): Metric {
  checkPositive(caller, 'correlationLength', correlationLength);
  checkPositive(caller, 'variance', variance);
  const { ratio, angle, depthRatio = 1 } = anisotropy;
  for (const [name, value] of [
    ['ratio', ratio],
    ['depthRatio', depthRatio],
  ] as const) {
    if (!(value >= 1e-3 && value <= 1e3)) {
      throw new RangeError(`${caller}: anisotropy.${name} must be in [0.001, 1000], got ${value}`);
    }
  }
  if (!Number.isFinite(angle)) {
    throw new RangeError(`${caller}: anisotropy.angle must be a number of radians, got ${angle}`);
  }
  const cosine = cosTurns(angle / TWO_PI);
  const sine = sinTurns(angle / TWO_PI);
  const lengths = [correlationLength, correlationLength * ratio, correlationLength * depthRatio] as const;
  const form: Ellipse = { cosine, sine, along: 0.5 / lengths[0] ** 2, across: 0.5 / lengths[1] ** 2 };
  const between = 0.5 / lengths[2] ** 2;
  return {
    variance,
    lengths,
    cosine,
    sine,
    halfSquare(lag) {
      const dz = lag.length > 2 ? lag[lag.length - 3]! : 0;
      const dy = lag.length > 1 ? lag[lag.length - 2]! : 0;
      return between * dz * dz + evaluate(form, dy, lag[lag.length - 1]!);
    },
  };
}
