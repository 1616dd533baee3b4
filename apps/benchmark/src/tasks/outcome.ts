import type { CurvePoint } from '../records/record';

/** What a training gives: its learning curve, the last point after the last step, and how long it took. */
export interface Training {
  curve: CurvePoint[];
  seconds: number;
}

/** The part of a record that a worker makes. */
export interface Outcome extends Training {
  metrics: Record<string, number>;
}

/**
 * Takes the last point of the curve as the metrics.
 *
 * @throws Error if one is not finite, which no record can hold.
 */
export function outcomeOf(training: Training): Outcome {
  const { step: _, ...metrics } = training.curve.at(-1)!;
  for (const [name, value] of Object.entries(metrics)) {
    if (!Number.isFinite(value)) {
      throw new Error(`the training diverged: ${name} must be finite, got ${value}; lower the learning rate`);
    }
  }
  return { ...training, metrics };
}

/** Times a training. */
export function measure(train: () => CurvePoint[]): Outcome {
  const start = performance.now();
  const curve = train();
  return outcomeOf({ curve, seconds: (performance.now() - start) / 1000 });
}
