import { expect, it } from 'vitest';
import { rocAuc } from './roc-auc';

it('equals the share of rightly ordered pairs, ties counting one half', () => {
  const scores = [0.5, 0.5, 0.1, 0.9, 0.5, 0.1, 0.3];
  const labels = [1, 0, 0, 1, 1, 1, 0];
  let right = 0;
  for (const [i, a] of scores.entries()) {
    for (const [j, b] of scores.entries()) {
      if (labels[i] === 1 && labels[j] === 0) right += a > b ? 1 : a === b ? 0.5 : 0;
    }
  }
  expect(rocAuc(scores, labels)).toBe(right / 12);
  expect(rocAuc(scores.map(Math.exp), labels)).toBe(right / 12);
  expect(
    rocAuc(
      scores.map((s) => -s),
      labels,
    ),
  ).toBeCloseTo(1 - right / 12, 15);
});

it('takes -0 and 0 as tied', () => expect(rocAuc([0, -0], [0, 1])).toBe(0.5));
