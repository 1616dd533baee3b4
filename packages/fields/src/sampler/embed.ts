import { check } from '../check';
import { nextSize } from '../fft/factors';
import type { FieldModel } from '../models/model';
import { hasCovariance } from '../models/sum';
import { type Amplitudes, amplitudes } from '../torus/amplitudes';
import { countPoints, type Torus } from '../torus/torus';

/** 'auto' may take 16 times the points of the grid; the first number if that is more, but never more than the second. */
const [FEW_POINTS, MOST_POINTS] = [2 ** 22, 2 ** 26];

/** The torus of a sampler, and its modes. */
export interface Embedding {
  readonly torus: Torus;
  readonly drawn: Amplitudes;
}

/** How far a grid is padded: by so many points at least, or until nothing is seen of it. */
export type Padding = 'auto' | number;

/** The modes on a torus of this grid itself. */
export function embedPeriodic(model: FieldModel, torus: Torus): Embedding {
  return { torus, drawn: amplitudes(model.eigenvalues(torus), torus.shape, model.variance) };
}

/**
 * The modes on a torus that is larger than a grid by a padding. With 'auto', as large as it takes for the model's
 * covariance to have fallen to `tolerance` of its variance across the padding, or to twice the grid, where it is
 * exact; and then larger as long as the negative eigenvalues exceed the tolerance.
 */
export function embedPadded(
  model: FieldModel,
  { shape, spacing }: Torus,
  padding: Padding,
  tolerance: number,
): Embedding {
  const padded = shape.map((length, axis) =>
    nextSize(length + (padding === 'auto' ? reach(model, { shape, spacing }, axis, tolerance) : padding)),
  );
  const most = Math.min(MOST_POINTS, Math.max(FEW_POINTS, 16 * countPoints(shape)));
  check(
    padding !== 'auto' || countPoints(padded) <= most,
    'createSampler',
    `padding 'auto' must lead to at most ${most} points`,
    `[${padded}]; pass a number or a larger tolerance`,
  );
  let embedding = embedPeriodic(model, { shape: padded, spacing });
  while (padding === 'auto' && embedding.drawn.negativeMass > tolerance) {
    const larger = embedding.torus.shape.map((length, axis) =>
      shape[axis] === 1 ? length : nextSize(Math.ceil(length * 1.25)),
    );
    if (countPoints(larger) > Math.min(MOST_POINTS, 16 * countPoints(padded))) break;
    embedding = embedPeriodic(model, { shape: larger, spacing });
  }
  return embedding;
}

/**
 * The least lag along an axis from which on no covariance within the grid exceeds the tolerance; but at most the
 * length of the axis minus 1 where only the nearest periodic image counts, as then every lag has its own place.
 */
function reach(model: FieldModel, { shape, spacing }: Torus, axis: number, tolerance: number): number {
  check(
    hasCovariance(model),
    'createSampler',
    `padding must be a number for ${model.name}, which has no covariance function`,
    'auto',
  );
  const limit = tolerance * model.variance;
  /** Whether some covariance at this distance along the axis exceeds the limit, of lags that begin with these. */
  const exceeds = (distance: number, ...lag: number[]): boolean => {
    const next = lag.length;
    if (next === shape.length) {
      return Math.abs(model.covariance(...lag.map((steps, i) => steps * spacing[i]!))) > limit;
    }
    if (next === axis) return exceeds(distance, ...lag, distance);
    const last = shape[next]! - 1;
    for (let steps = -last; steps <= last; steps++) {
      if (exceeds(distance, ...lag, steps)) return true;
    }
    return false;
  };
  let within = 0;
  let beyond = shape[axis]! - 1;
  while (model.periodized && exceeds(beyond) && beyond < MOST_POINTS) {
    within = beyond;
    beyond = 2 * beyond + 1;
  }
  while (beyond - within > 1) {
    const middle = (within + beyond) >> 1;
    if (exceeds(middle)) within = middle;
    else beyond = middle;
  }
  return beyond;
}
