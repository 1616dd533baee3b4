import { describe, expect, it } from 'vitest';
import type { Samples } from '../auc/samples';
import { readDiabetes } from './diabetes';
import { splitTable } from './split';

const table = readDiabetes(0.8);
const sizes = { trainPositives: 10, trainNegatives: 190 };
const split = splitTable(table, sizes, 100);
const positives = ({ labels }: Samples) => labels.filter((label) => label === 1).length;
const column = ({ features, labels, shape: [width] }: Samples, feature: number) =>
  Array.from(labels, (_, row) => features[row * width! + feature]!);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('splitTable', () => {
  it('trains on 10 positives and 190 negatives and tests on the rest', () => {
    expect([split.train.labels.length, positives(split.train)]).toEqual([200, 10]);
    expect([split.test.labels.length, positives(split.test)]).toEqual([242, 78]);
  });

  it('uses every row once', () => {
    // Blood serum measurements make rows unique; undoing the shift leaves the raw values, whatever the scale.
    const all = [...column(split.train, 8), ...column(split.test, 8)].sort((a, b) => a - b);
    const raw = table.rows.map((row) => row[8]!).sort((a, b) => a - b);
    const scale = (raw.at(-1)! - raw[0]!) / (all.at(-1)! - all[0]!);
    all.forEach((value, index) => {
      expect((value - all[0]!) * scale).toBeCloseTo(raw[index]! - raw[0]!, 4);
    });
  });

  it('centers on the training rows and scales by the deviation of the table', () => {
    for (let feature = 0; feature < 10; feature++) {
      expect(mean(column(split.train, feature))).toBeCloseTo(0, 5);
      const all = [...column(split.train, feature), ...column(split.test, feature)];
      const center = mean(all);
      expect(mean(all.map((value) => (value - center) ** 2))).toBeCloseTo(1, 5);
    }
  });

  it('depends on the seed alone', () => {
    expect(splitTable(table, sizes, 100)).toEqual(split);
    expect(splitTable(table, sizes, 101).train.features).not.toEqual(split.train.features);
  });
});

it('splitTable leaves constant features at 0', () => {
  const constant = { rows: table.rows.map((row) => [...row, 7]), labels: table.labels };
  expect(new Set(column(splitTable(constant, sizes, 100).train, 10))).toEqual(new Set([0]));
});

it('splitTable says when there are too few positives', () => {
  expect(() => splitTable(table, { trainPositives: 89, trainNegatives: 1 }, 100)).toThrow(
    'must have the 89 samples of label 1 that are wanted, got 88',
  );
});
