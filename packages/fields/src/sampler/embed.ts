import { check } from '../check';
import { nextSize } from '../fft/factors';
import type { FieldModel } from '../models/model';
import { hasCovariance } from '../models/sum';
import { type Amplitudes, amplitudes } from '../torus/amplitudes';
import { countPoints, type Torus } from '../torus/torus';

/** The most points of a torus that a padding may lead to. */
const MOST_POINTS = 2 ** 26;

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
  check(
    countPoints(padded) <= MOST_POINTS,
    'createSampler',
    `the grid and its padding must have at most ${MOST_POINTS} points`,
    `[${padded}]; pass a smaller padding than ${padding}, or a larger tolerance`,
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
  if (!hasCovariance(model)) {
    throw new RangeError(
      `createSampler: padding must be a number for ${model.name}, which has no covariance function, got auto`,
    );
  }
  const limit = tolerance * model.variance;
  const others = shape.map((length, other) => (other === axis ? 0 : length - 1));
  /** Whether some covariance at this distance along the axis exceeds the limit. */
  const exceeds = (distance: number): boolean => {
    const visit = (lag: number[]): boolean => {
      const next = lag.length;
      if (next === shape.length) {
        return Math.abs(model.covariance(...lag.map((steps, i) => steps * spacing[i]!))) > limit;
      }
      if (next === axis) return visit([...lag, distance]);
      for (let steps = -others[next]!; steps <= others[next]!; steps++) {
        if (visit([...lag, steps])) return true;
      }
      return false;
    };
    return visit([]);
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
