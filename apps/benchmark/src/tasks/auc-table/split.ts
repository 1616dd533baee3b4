import type { SplitConfig } from '../auc/config';
import { drawTraining } from '../auc/draw-training';
import type { Samples, Split } from '../auc/samples';
import type { Table } from './table';

/**
 * Draws the training positives and negatives by seed and leaves the rest for the test. The mean of each feature over
 * the training rows is subtracted, and it is divided by its deviation over the whole table unless it is constant.
 */
export function splitTable({ rows, labels }: Table, sizes: SplitConfig, seed: number): Split {
  const train = drawTraining(labels, sizes, seed);
  const chosen = new Set(train);
  const test = rows.map((_, index) => index).filter((index) => !chosen.has(index));

  const width = rows[0]!.length;
  const scales = Array.from(
    { length: width },
    (_, feature) => deviation(rows.map((row) => row[feature]!)) || 1,
  );
  const means = Array.from({ length: width }, (_, feature) =>
    mean(train.map((index) => rows[index]![feature]!)),
  );
  const samples = (indices: readonly number[]): Samples => ({
    features: Float32Array.from(
      indices.flatMap((index) =>
        rows[index]!.map((value, feature) => (value - means[feature]!) / scales[feature]!),
      ),
    ),
    labels: Float32Array.from(indices, (index) => labels[index]!),
    shape: [width],
  });
  return { train: samples(train), test: samples(test) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const center = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - center) ** 2)));
}
