import { expect, it } from 'vitest';
import { readDiabetes } from '../tasks/auc-table/diabetes';
import { quantile } from './quantile';

it('interpolates between order statistics', () => {
  expect(quantile([3, 1, 2], 0)).toBe(1);
  expect(quantile([3, 1, 2], 1)).toBe(3);
  expect(quantile([3, 1, 2, 10], 0.5)).toBe(2.5);
  expect(quantile([0, 10], 0.3)).toBe(3);
});

it('cuts the diabetes table where NumPy does', () => {
  const { rows, labels } = readDiabetes(0.8);
  expect(rows).toHaveLength(442);
  expect(rows.every((row) => row.length === 10 && row.every(Number.isFinite))).toBe(true);
  expect(labels.filter((label) => label === 1)).toHaveLength(88);
});
