import { describe, expect, it } from 'vitest';
import { normals, uniforms } from '../../test/random';
import { LossInputError } from '../errors';
import { averagePrecision } from './average-precision';
import { calibrationError } from './calibration-error';
import { calibrationErrorAccumulator } from './calibration-error-accumulator';
import { fBeta } from './f-beta';
import { fBetaAccumulator } from './f-beta-accumulator';
import { ndcg } from './ndcg';
import { rocAuc } from './roc-auc';
import { scoreAccumulator } from './score-accumulator';

const next = uniforms(1);
const scores = normals(60, 2).map((z) => 1 / (1 + Math.exp(-z)));
const labels = Array.from(scores, (p) => (next() < p ? 1 : 0));
const weights = labels.map(() => 1 + Math.floor(4 * next()));

const kinds = {
  calibrationError: {
    make: (saved?: never) => calibrationErrorAccumulator({ bins: 7 }, saved),
    whole: () => calibrationError(scores, labels, { weights, bins: 7 }).ece,
    read: (value: unknown) => (value as { ece: number }).ece,
  },
  fBeta: {
    make: (saved?: never) => fBetaAccumulator({ threshold: 0.4, beta: 2 }, saved),
    whole: () => fBeta(scores, labels, { weights, threshold: 0.4, beta: 2 }),
    read: (value: unknown) => value as number,
  },
  rocAuc: {
    make: (saved?: never) => scoreAccumulator(rocAuc, saved),
    whole: () => rocAuc(scores, labels, { weights }),
    read: (value: unknown) => value as number,
  },
};

describe.each(Object.entries(kinds))('accumulator of %s', (_, { make, whole, read }) => {
  const part = (from: number, to: number) => {
    const accumulator = make();
    accumulator.update(scores.slice(from, to), labels.slice(from, to), { weights: weights.slice(from, to) });
    return accumulator;
  };

  it('gives, merged in any order, what the metric gives on everything', () => {
    for (const order of [
      [0, 1, 2],
      [2, 0, 1],
    ]) {
      const total = make();
      for (const p of order) total.merge(part(20 * p, 20 * p + 20) as never);
      expect(read(total.value())).toBeCloseTo(whole(), 14);
    }
  });

  it('goes on from its JSON', () => {
    const restored = make(JSON.parse(JSON.stringify(part(0, 30))) as never);
    restored.merge(part(30, 60) as never);
    expect(read(restored.value())).toBeCloseTo(whole(), 14);
  });

  it('drops masked items and leaves the merged one alone', () => {
    const other = part(0, 60);
    const before = JSON.stringify(other);
    const total = make();
    total.update([...scores, NaN], [...labels, 1], {
      weights: [...weights, 1],
      mask: [...labels.map(() => 1), 0],
    });
    expect(read(total.value())).toBeCloseTo(whole(), 14);
    make().merge(other as never);
    expect(JSON.stringify(other)).toBe(before);
  });

  it('has no value of nothing', () => expect(() => make().value()).toThrow());
});

it('refuses to merge what computes something else', () => {
  const cases = [
    [calibrationErrorAccumulator({ bins: 5 }), calibrationErrorAccumulator({ bins: 6 })],
    [fBetaAccumulator({ threshold: 0.5 }), fBetaAccumulator({ threshold: 0.7 })],
    [fBetaAccumulator({ threshold: 0.5 }), fBetaAccumulator({ threshold: 0.5, beta: 2 })],
    [fBetaAccumulator({ threshold: 0.5 }), calibrationErrorAccumulator({ bins: 1 })],
    [scoreAccumulator(rocAuc), scoreAccumulator(averagePrecision)],
    [scoreAccumulator(rocAuc), fBetaAccumulator({ threshold: 0.5 })],
    [fBetaAccumulator({ threshold: 0.5 }), undefined],
  ] as const;
  for (const [one, other] of cases) {
    expect(() => one.merge(other as never)).toThrow('merges only with one of the same metric and options');
  }
  expect(() => cases[0][0].merge(cases[0][1])).toThrow('got "calibrationErrorAccumulator(6)"');
  expect(() => cases[4][0].merge(cases[4][1] as never)).toThrow('got "averagePrecision"');
  expect(() => fBetaAccumulator({ threshold: 0.5 }, [1, 2])).toThrow('the length of the sums must be 3');
});

it('refuses a saved state that no accumulator had', () => {
  const from = (saved: unknown) => () => fBetaAccumulator({ threshold: 0.5 }, saved as never);
  const finite = (at: number, got: string) =>
    `fBetaAccumulator: the sums[${at}] must be finite, got ${got}; mask or scale it`;
  // What JSON makes of Infinity.
  expect(from([1, null, 0])).toThrow(finite(1, 'null'));
  expect(from([1, 0, Infinity])).toThrow(finite(2, 'Infinity'));
  expect(from(['1', 0, 0])).toThrow(finite(0, '"1"'));
  expect(from('123')).toThrow(finite(0, '"1"'));
  expect(from([1, undefined, 0])).toThrow(finite(1, 'undefined'));
  expect(from([1, 0, -2])).toThrow('fBetaAccumulator: the sums must be in [0, Infinity), got -2');
  expect(from(null)).toThrow('fBetaAccumulator: the length of the sums must be 3');
  expect(from({ sums: [1, 0, 0] })).toThrow('the length of the sums must be 3');
  expect(() => calibrationErrorAccumulator({ bins: 1 }, [-1, 2, 3])).toThrow('got -1');
  expect(from(Float64Array.of(1, 0, 0))().toJSON()).toEqual([1, 0, 0]);
});

it('refuses a part with which a sum overflows, and keeps what it has', () => {
  const total = fBetaAccumulator({ threshold: 0.5 });
  const add = () => total.update([0.9, 0.9], [1, 0], { weights: [1, 1e308] });
  add();
  expect(add).toThrow('the sums[1] must be finite, got Infinity');
  expect(() => total.merge(total)).toThrow('the sums[1] must be finite');
  expect(total.toJSON()).toEqual([1, 1e308, 0]);
});

it('refuses saved items that no accumulator had', () => {
  const from = (saved: unknown) => () => scoreAccumulator(rocAuc, saved as never);
  const state = { scores: [1, 2], labels: [1, 0], weights: [1, 1] };
  const unlike = (name: string) => `scoreAccumulator: the length of ${name} must be`;
  expect(from([1, 2])).toThrow(unlike('weights'));
  expect(from(null)).toThrow(unlike('weights'));
  for (const name of ['scores', 'labels', 'weights']) {
    expect(from({ ...state, [name]: undefined })).toThrow(unlike(name === 'scores' ? 'weights' : name));
  }
  expect(from({ ...state, weights: [1] })).toThrow('the length of weights must be 2');
  expect(from({ ...state, labels: [1] })).toThrow('the length of labels must be 2');
  expect(from({ ...state, labels: [] })).toThrow('the length of labels must be 2');
  expect(from({ ...state, scores: [1, null] })).toThrow('scores[1] must be finite, got null');
  expect(from({ ...state, labels: ['1', 0] })).toThrow('labels[0] must be finite, got "1"');
  expect(from({ ...state, weights: [1, -1] })).toThrow('weights[1] must be in [0, Infinity), got -1');
  // Their memory transferred away, of no length.
  const detached = new Float64Array(2);
  structuredClone(detached.buffer, { transfer: [detached.buffer] });
  for (const part of [
    { scores: detached, labels: detached, weights: detached },
    { scores: detached, labels: [], weights: [] },
  ])
    expect(from(part)).toThrow('scoreAccumulator: scores must be a list');
  expect(from(state)().value()).toBe(0);
  // One that holds nothing yet is saved and merged too.
  const empty = from(JSON.parse(JSON.stringify(scoreAccumulator(rocAuc))))();
  empty.merge(scoreAccumulator(rocAuc));
  expect(empty.toJSON()).toEqual({ scores: [], labels: [], weights: [] });
  expect(() => empty.update([1], [1], { mask: [0] })).toThrow('scoreAccumulator: needs an item');
});

it('merges with accumulators alone', () => {
  for (const total of [scoreAccumulator(rocAuc), fBetaAccumulator({ threshold: 0.5 })]) {
    for (const other of [undefined, null, 1, {}, { metric: total.metric }])
      expect(() => total.merge(other as never)).toThrow(LossInputError);
    // What a stranger's accumulator gives is looked at as well.
    for (const state of [undefined, null, 1, {}, { length: -1 }, { scores: [1], weights: [1] }])
      expect(() => total.merge({ ...total, toJSON: () => state } as never)).toThrow(LossInputError);
  }
});

it('gives its state away as a copy', () => {
  const total = fBetaAccumulator({ threshold: 0.5 });
  total.update([0.9], [1]);
  (total.toJSON() as number[])[0] = 100;
  expect(total.toJSON()).toEqual([1, 0, 0]);
});

it('of ndcg takes all parts as one list', () => {
  const total = scoreAccumulator(ndcg);
  total.update([3, 1], [0, 1]);
  total.update([2], [2]);
  expect(total.value()).toBe(ndcg([3, 1, 2], [0, 1, 2]));
});
