import { refuse } from '../check';
import type { CurvePoint } from '../records/record';

/** What a training gives: its learning curve, the last point after the last step, and how long it took. */
export interface Training {
  curve: CurvePoint[];
  seconds: number;
  /** Whether the net's last outputs were not finite; what it is then given in the curve is what guessing gives. */
  diverged?: true;
  /** The net's last outputs, one test sample after another, where they are to be recorded. */
  logits?: number[];
}

/** The part of a record that a thread makes. */
export interface Outcome extends Training {
  metrics: Record<string, number>;
}

/**
 * Takes the last point of the curve as the metrics.
 *
 * @throws RangeError if one is not finite, which no record can hold.
 */
export function outcomeOf(training: Training): Outcome {
  const { step: _, ...metrics } = training.curve.at(-1)!;
  for (const [name, value] of Object.entries(metrics)) {
    if (!Number.isFinite(value)) refuse('outcomeOf', `${name} must be finite`, value);
  }
  return { ...training, metrics };
}

/** Times a training. */
export function measure(train: () => Omit<Training, 'seconds'>): Outcome {
  const start = performance.now();
  const trained = train();
  return outcomeOf({ ...trained, seconds: (performance.now() - start) / 1000 });
}
