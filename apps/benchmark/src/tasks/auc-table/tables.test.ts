import { expect, it } from 'vitest';
import { readBreastCancer } from './breast-cancer';
import { readDigits } from './digits';

const positives = ({ labels }: { labels: readonly number[] }) => labels.filter((label) => label === 1).length;

it('readDigits: 1797 images of 64 pixels from 0 to 16, of which 174 show an 8', () => {
  const table = readDigits(8);
  expect([table.rows.length, positives(table)]).toEqual([1797, 174]);
  for (const row of table.rows) {
    expect(row).toHaveLength(64);
    expect(row.every((value) => Number.isInteger(value) && value >= 0 && value <= 16)).toBe(true);
  }
});

it('readBreastCancer: 569 tumors of 30 features, of which 212 are malignant, the first among them', () => {
  const table = readBreastCancer();
  expect([table.rows.length, positives(table), table.labels[0]]).toEqual([569, 212, 1]);
  expect(table.rows[0]!.slice(0, 3)).toEqual([17.99, 10.38, 122.8]);
  for (const row of table.rows) expect(row.length === 30 && row.every(Number.isFinite)).toBe(true);
});
