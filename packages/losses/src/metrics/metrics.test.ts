import { describe, expect, it } from 'vitest';
import { normals, uniforms } from '../../test/random';
import { averagePrecision } from './average-precision';
import { concordanceIndex } from './concordance-index';
import { ndcg } from './ndcg';
import { partialRocAuc } from './partial-roc-auc';
import { precisionAtK } from './precision-at-k';
import { precisionRecallCurve } from './precision-recall-curve';
import { rocAuc } from './roc-auc';
import { rocCurve } from './roc-curve';

const next = uniforms(1);
const scores = normals(80, 2).map((z) => Math.round(4 * z) / 4);
const labels = Array.from(scores, () => Math.floor(2 * next()));
const weights = labels.map(() => 0.5 + next());

it('the trapezoids under rocCurve are rocAuc, and all of partialRocAuc', () => {
  const { fpr, tpr, thresholds } = rocCurve(scores, labels, { weights });
  let area = 0;
  for (let k = 1; k < fpr.length; k++) area += ((fpr[k]! - fpr[k - 1]!) * (tpr[k]! + tpr[k - 1]!)) / 2;
  expect(area).toBeCloseTo(rocAuc(scores, labels, { weights }), 14);
  expect(partialRocAuc(scores, labels, { weights }).raw).toBeCloseTo(area, 14);
  expect([fpr.at(-1), tpr.at(-1), thresholds[0]]).toEqual([1, 1, Infinity]);
});

describe.each([undefined, weights])('rocCurve with weights %#', (w) => {
  const { fpr, tpr, thresholds } = rocCurve(scores, labels, { weights: w });
  const share = (wanted: number, threshold: number) => {
    const all = labels.map((label, i) => (label === wanted ? (w?.[i] ?? 1) : 0));
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    return sum(all.filter((_, i) => scores[i]! >= threshold)) / sum(all);
  };

  it('has the rates of its thresholds', () => {
    thresholds.forEach((threshold, k) => {
      expect(fpr[k]).toBeCloseTo(share(0, threshold), 14);
      expect(tpr[k]).toBeCloseTo(share(1, threshold), 14);
    });
  });

  it('passes through the points of all other scores', () => {
    expect(thresholds.length).toBeLessThan(new Set(scores).size);
    for (const score of scores) {
      const [x, y] = [share(0, score), share(1, score)];
      const k = thresholds.findIndex((threshold) => threshold <= score);
      const cross = (fpr[k]! - fpr[k - 1]!) * (y - tpr[k - 1]!) - (tpr[k]! - tpr[k - 1]!) * (x - fpr[k - 1]!);
      expect(Math.abs(cross)).toBeLessThan(1e-14);
    }
  });

  it('has corners alone', () => {
    for (let k = 1; k + 1 < fpr.length; k++) {
      const before = Math.atan2(tpr[k]! - tpr[k - 1]!, fpr[k]! - fpr[k - 1]!);
      const after = Math.atan2(tpr[k + 1]! - tpr[k]!, fpr[k + 1]! - fpr[k]!);
      expect(Math.abs(after - before)).toBeGreaterThan(1e-9);
    }
  });
});

it('rocCurve of a million scores that are in order has three points, also for huge and tiny weights', () => {
  const n = 1e6;
  const rising = Float64Array.from({ length: n }, (_, i) => i);
  const upper = Uint8Array.from(rising, (i) => Number(i >= n / 2));
  const { fpr, tpr, thresholds } = rocCurve(rising, upper);
  expect([[...fpr], [...tpr], [...thresholds]]).toEqual([
    [0, 0, 1],
    [0, 1, 1],
    [Infinity, n / 2, 0],
  ]);
  for (const weight of [1e-300, 1e300]) {
    const curve = rocCurve([4, 3, 2, 1], [1, 0, 1, 0], { weights: Array(4).fill(weight) });
    expect([...curve.tpr]).toEqual([0, 0.5, 0.5, 1, 1]);
  }
});

it('the steps under precisionRecallCurve are averagePrecision', () => {
  const { precision, recall } = precisionRecallCurve(scores, labels, { weights });
  const area = precision.reduce((sum, p, k) => sum + p * (recall[k]! - (recall[k - 1] ?? 0)), 0);
  expect(area).toBeCloseTo(averagePrecision(scores, labels, { weights }), 14);
});

it('concordanceIndex is rocAuc when positives have events first and negatives are censored at that time', () => {
  const time = labels.map(() => 1);
  const { cIndex } = concordanceIndex(scores, { time, event: labels }, { weights });
  expect(cIndex).toBeCloseTo(rocAuc(scores, labels, { weights }), 14);
});

it('concordanceIndex tells weights out of range from pairs that cannot be compared', () => {
  const error = (weight: number, event: number[]) => {
    const count = event.length;
    const time = Array.from({ length: count }, (_, i) => i);
    try {
      return concordanceIndex(time, { time, event }, { weights: Array(count).fill(weight) }).cIndex;
    } catch (thrown) {
      return (thrown as { code: string }).code;
    }
  };
  expect(error(1e-153, [1, 1])).toBe(0);
  expect(error(1e-170, [1, 1])).toBe('NON_FINITE');
  expect(error(1e-170, [0, 1])).toBe('NO_COMPARABLE_PAIRS');
  expect(error(1e152, Array(100).fill(1))).toBe(0);
  expect(error(1e152, Array(1000).fill(1))).toBe('NON_FINITE');
  expect(error(1e308, Array(3).fill(0))).toBe('NO_COMPARABLE_PAIRS');
});

it('ndcg averages over the lists that have something relevant', () => {
  const two = ndcg([3, 2, 1, 5, 4, 7], [0, 1, 2, 1, 0, 0], { groups: [1, 1, 1, 2, 2, 3] });
  expect(two).toBeCloseTo((ndcg([3, 2, 1], [0, 1, 2]) + 1) / 2, 15);
});

it('metrics refuse what they would have to ignore', () => {
  expect(() => rocAuc(scores, labels, { groups: labels } as never)).toThrow('got "groups"');
  expect(() => ndcg(scores, labels, { weights } as never)).toThrow('got "weights"');
  expect(() => precisionAtK(scores, labels, { k: 2, weights } as never)).toThrow('got "weights"');
});

it('metrics stay in their ranges where sums round', () => {
  const within = (value: number, most = 1) => {
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(most);
  };
  for (let seed = 0; seed < 100; seed++) {
    const some = uniforms(seed);
    const w = Array.from({ length: 60 }, () => Math.sqrt(some()));
    // All in the right order.
    const s = w.map(() => some());
    const y = s.map((score) => Number(score > 0.5));
    within(rocAuc(s, y, { weights: w }));
    within(averagePrecision(s, y, { weights: w }));
    within(partialRocAuc(s, y, { weights: w, maxFpr: 0.3, minTpr: 0.2 }).normalized);
    within(ndcg(s, s));
    const observed = { time: s.map((score) => -score), event: w.map(() => 1) };
    const { cIndex, discordant, tied } = concordanceIndex(s, observed, { weights: w });
    expect(cIndex).toBeLessThanOrEqual(1);
    within(discordant, 1e-11);
    within(tied, 1e-11);
  }
});

it('areas do not depend on the scale of the weights', () => {
  for (const [positive, negative] of [
    [1e-162, 1e-162],
    [1e-300, 1e300],
    [1e300, 1e300],
    [1e-320, 1e-320],
  ] as const) {
    const scaled = labels.map((label) => (label ? positive : negative));
    expect(rocAuc(scores, labels, { weights: scaled })).toBeCloseTo(rocAuc(scores, labels), 13);
    const options = { maxFpr: 0.4, minTpr: 0.1 };
    expect(partialRocAuc(scores, labels, { weights: scaled, ...options }).raw).toBeCloseTo(
      partialRocAuc(scores, labels, options).raw,
      13,
    );
  }
});
