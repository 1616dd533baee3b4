import type { CurvePoint } from '../records/record';

/** What a training gives: the part of a record that a worker makes. */
export interface Outcome {
  metrics: Record<string, number>;
  curve: CurvePoint[];
  seconds: number;
}

/** Times a training and takes the last point of its curve as the metrics. */
export function measure(train: () => CurvePoint[]): Outcome {
  const start = performance.now();
  const curve = train();
  const seconds = (performance.now() - start) / 1000;
  const { step: _, ...metrics } = curve.at(-1)!;
  return { metrics, curve, seconds };
}
