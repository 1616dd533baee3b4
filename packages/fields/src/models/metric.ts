import { cosTurns, sinTurns } from '@backdropjs/random/math';
import { check, checkNumber, readOptions } from '../check';
import { type Ellipse, evaluate } from '../torus/wrap-gaussian';
import type { Anisotropy, ModelOptions } from './model';

const TWO_PI = 2 * Math.PI;

/** The checked options of a model. */
export interface Metric {
  readonly variance: number;
  /** Correlation lengths along and across the main direction, and between layers. */
  readonly lengths: readonly [along: number, across: number, depth: number];
  /** The quadratic form (r / l)^2 / 2 in the plane. */
  readonly plane: Ellipse;
  /** (r / l)^2 / 2 of a lag, where r is measured along the ellipsoid. */
  halfSquare(dz: number, dy: number, dx: number): number;
}

/** 1 / (2 l^2). */
const inverse = (length: number) => 0.5 / (length * length);

/** Checks a model's options on behalf of `caller` and measures distances with them. */
export function createMetric(caller: string, options: ModelOptions): Metric {
  const { correlationLength, variance, anisotropy } = readOptions(caller, options, {
    correlationLength: undefined,
    variance: 1,
    anisotropy: { ratio: 1, angle: 0 },
  });
  checkNumber(caller, 'correlationLength', correlationLength);
  checkNumber(caller, 'variance', variance);
  const { ratio, angle, depthRatio } = readAnisotropy(caller, anisotropy);
  const cosine = cosTurns(angle / TWO_PI);
  const sine = sinTurns(angle / TWO_PI);
  const lengths = [correlationLength, correlationLength * ratio, correlationLength * depthRatio] as const;
  const plane: Ellipse = { cosine, sine, along: inverse(lengths[0]), across: inverse(lengths[1]) };
  const between = inverse(lengths[2]);
  return {
    variance,
    lengths,
    plane,
    halfSquare: (dz, dy, dx) => between * dz * dz + evaluate(plane, dy, dx),
  };
}

/** Checks an anisotropy on behalf of `caller`. */
export function readAnisotropy(caller: string, anisotropy: Anisotropy): Required<Anisotropy> {
  const defaults = { ratio: undefined, angle: undefined, depthRatio: 1 };
  const { ratio, angle, depthRatio } = readOptions(caller, anisotropy, defaults);
  checkNumber(caller, 'anisotropy.ratio', ratio, 1e-3, 1e3);
  checkNumber(caller, 'anisotropy.depthRatio', depthRatio, 1e-3, 1e3);
  check(Number.isFinite(angle), caller, 'anisotropy.angle must be a number of radians', angle);
  return { ratio, angle, depthRatio };
}
