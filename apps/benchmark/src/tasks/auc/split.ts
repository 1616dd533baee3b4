import { foldIn, key, permutation } from '@backdropjs/random';
import type { AucConfig } from './config';
import type { Samples, Table } from './table';

export interface Split {
  train: Samples;
  test: Samples;
}

/**
 * Draws the training positives and negatives by seed and leaves the rest for the test. Each feature is divided by
 * its deviation over the whole table, and its mean over the training rows is subtracted.
 */
export function splitTable(
  { rows, labels }: Table,
  { trainPositives, trainNegatives }: Pick<AucConfig, 'trainPositives' | 'trainNegatives'>,
  seed: number,
): Split {
  const drawn = (label: number, count: number) => {
    const members = labels.flatMap((value, index) => (value === label ? [index] : []));
    const order = permutation(foldIn(key(seed), 'split', label), members.length);
    return Array.from(order.subarray(0, count), (position) => members[position]!);
  };
  const train = [...drawn(1, trainPositives), ...drawn(0, trainNegatives)];
  const chosen = new Set(train);
  const test = rows.map((_, index) => index).filter((index) => !chosen.has(index));

  const width = rows[0]!.length;
  const scales = Array.from({ length: width }, (_, feature) => deviation(rows.map((row) => row[feature]!)));
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
    width,
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
