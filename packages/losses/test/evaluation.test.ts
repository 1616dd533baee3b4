// What the functions of ./evaluation promise beyond single values: parts, undefined ones, coverage of intervals, hostile input.
import { averagePrecision, LossInputError, ndcg, precisionAtK, rocAuc } from '@backdropjs/losses';
import * as evaluation from '@backdropjs/losses/evaluation';
import { describe, expect, it } from 'vitest';
import { normals, uniforms } from './random';
import { required } from './required';

const { byGroup, bootstrapInterval, multilabel, oneVsOne, oneVsRest, rocAucInterval, rocAucDifference } =
  evaluation;

describe('a part whose metric is undefined', () => {
  const scores = [3, 2, 1, 5, 4, 9];
  const labels = [true, false, true, false, true, false];
  const groups = ['a', 'a', 'a', 'b', 'b', 'c'];

  it('is skipped by group, and shown as NaN', () => {
    const { value, parts } = byGroup(rocAuc, scores, labels, { groups });
    expect(parts).toEqual([
      { id: 'a', value: 0.5, weight: 3 },
      { id: 'b', value: 0, weight: 2 },
      { id: 'c', value: NaN, weight: 1 },
    ]);
    expect(value).toBe(0.25);
    const weighted = { groups, average: 'weighted', onUndefined: 'zero' } as const;
    expect(byGroup(rocAuc, scores, labels, weighted).value).toBe(1.5 / 6);
    expect(byGroup(rocAuc, scores, labels, { groups, onUndefined: 'nan' }).value).toBeNaN();
  });

  it('is named where it is an error', () => {
    expect(() => byGroup(rocAuc, scores, labels, { groups, onUndefined: 'throw' })).toThrow(
      'rocAuc: needs an item of label 1, got none; of group "c", see onUndefined',
    );
    expect(() => oneVsRest(rocAuc, [1, 2, 3, 4], [0, 0], { numClasses: 2 })).toThrow('of class 0, see');
    // Skipped where nothing is left.
    const alone = { groups: ['c', 'c'] };
    expect(() => byGroup(rocAuc, [1, 2], [0, 0], alone)).toThrow('of group "c"');
  });

  it('does not hide input that is invalid', () => {
    expect(() => byGroup(rocAuc, scores, [2, 0, 1, 0, 1, 0], { groups })).toThrow('labels[0] must be one of');
    expect(() => byGroup(() => 'much' as never, scores, labels, { groups })).toThrow('must be a number');
  });
});

it('metrics with a k, without weights and of grades go by group', () => {
  const scores = [1, 2, 3, 4];
  const grades = [3, 0, 1, 2];
  const { value } = byGroup((s, y) => ndcg(s, y, { k: 2 }), scores, grades, { groups: [1, 1, 1, 1] });
  expect(value).toBe(ndcg(scores, grades, { k: 2 }));
  const atK = byGroup((s, y) => precisionAtK(s, y, { k: Math.min(3, s.length) }), scores, [1, 0, 1, 0], {
    groups: [1, 1, 1, 2],
    onUndefined: 'zero',
  });
  expect(atK.parts.map((part) => part.value)).toEqual([2 / 3, 0]);
  // Groups count alike, whatever the metric sees.
  expect(byGroup(ndcg, scores, grades, { groups: [1, 1, 2, 2], mask: [1, 1, 1, 0] }).parts).toHaveLength(2);
});

it('an integer weight is a repetition, a masked item is not read', () => {
  const n = 60;
  const [scores, next] = [normals(3 * n, 5), uniforms(9)];
  const labels = Array.from({ length: n }, (_, i) => (i < 3 ? i : Math.floor(3 * next())));
  const weights = labels.map(() => Math.floor(3 * next()));
  for (const c of [0, 1, 2]) weights[c] = 1;
  const rows = weights.flatMap((w, i) => Array<number>(w).fill(i));
  const repeated = rows.flatMap((i) => [...scores.subarray(3 * i, 3 * i + 3)]);
  const own = rows.map((i) => labels[i]!);
  const bits = (list: readonly number[]) => list.flatMap((y) => [Number(y === 0), Number(y > 0), y % 2]);
  const padded = [...scores, NaN, NaN, NaN];
  const inputs = { weights: [...weights, 1], mask: [...labels.map(() => 1), 0] };
  for (const average of ['macro', 'weighted'] as const) {
    const classes = { numClasses: 3, average };
    for (const metric of [rocAuc, averagePrecision]) {
      for (const over of [oneVsRest, oneVsOne]) {
        const want = over(metric, repeated, own, classes).value;
        expect(over(metric, padded, [...labels, 99], { ...classes, ...inputs }).value).toBeCloseTo(want, 12);
      }
      const want = multilabel(metric, repeated, bits(own), { numLabels: 3, average }).value;
      const got = multilabel(metric, padded, [...bits(labels), 7, 7, 7], {
        numLabels: 3,
        average,
        ...inputs,
      });
      expect(got.value).toBeCloseTo(want, 12);
    }
  }
  // All classes as one list, in which each score has the weight of its item.
  for (const metric of [rocAuc, averagePrecision]) {
    const classes = { numClasses: 3, average: 'micro' } as const;
    const want = oneVsRest(metric, repeated, own, classes).value;
    expect(oneVsRest(metric, padded, [...labels, 99], { ...classes, ...inputs }).value).toBeCloseTo(want, 12);
  }
});

it('a mean over items needs no mask, and names items by their places', () => {
  const [scores, bits] = [
    [0.9, 0.1, 0.2, 0.8, 0.3, 0.4],
    [1, 0, 0, 1, 1, 0],
  ];
  const samples = { numLabels: 2, average: 'samples' } as const;
  const all = multilabel(rocAuc, scores!, bits!, samples);
  expect(all.parts.map(({ value }) => value)).toEqual([1, 1, 0]);
  expect(all.value).toBeCloseTo(2 / 3, 15);
  const some = multilabel(rocAuc, scores!, bits!, { ...samples, mask: [1, 0, 1] });
  expect(some.parts.map((part) => part.id)).toEqual([0, 2]);
  expect(some.value).toBe(0.5);
});

it('a metric of the user that is NaN is an error that names the part, unless NaN was asked for', () => {
  const metric = (scores: ArrayLike<number>) => scores[0]! / scores[1]!;
  const groups = ['a', 'a', 'b', 'b'];
  const mean = (onUndefined: 'throw' | 'skip' | 'zero' | 'nan') =>
    byGroup(metric, [1, 2, 0, 0], [0, 1, 0, 1], { groups, onUndefined }).value;
  for (const onUndefined of ['throw', 'skip', 'zero'] as const) {
    expect(() => mean(onUndefined)).toThrow('byGroup: the metric of group "b" must be a number, got NaN');
  }
  expect(mean('nan')).toBeNaN();
  const averages = [
    () => oneVsRest(() => NaN, [1, 2, 3, 4], [0, 1], { numClasses: 2 }),
    () => oneVsOne(() => NaN, [1, 2, 3, 4], [0, 1], { numClasses: 2 }),
    () => multilabel(() => NaN, [1, 2, 3, 4], [0, 1, 1, 0], { numLabels: 2 }),
  ];
  for (const average of averages) expect(average).toThrow(/the metric of \w+ .* must be a number, got NaN/);
});

it("'nan' is the average of any part without a metric, also of one without weight", () => {
  const absent = [
    [0.6, 0.3, 0.1, 0.2, 0.7, 0.1, 0.5, 0.4, 0.1],
    [0, 1, 0],
  ] as const;
  for (const average of ['macro', 'weighted'] as const) {
    const options = { numClasses: 3, average, onUndefined: 'nan' } as const;
    expect(oneVsRest(rocAuc, ...absent, options).value).toBeNaN();
    expect(oneVsOne(rocAuc, ...absent, options).value).toBeNaN();
    const labels = { numLabels: 2, average, onUndefined: 'nan' } as const;
    expect(multilabel(rocAuc, [1, 2, 3, 4], [0, 0, 0, 0], labels).value).toBeNaN();
  }
});

it('a mean by weights whose sum overflows is an error', () => {
  const inputs = {
    groups: ['a', 'a', 'b', 'b'],
    average: 'weighted',
    weights: Array(4).fill(8e307),
  } as const;
  expect(byGroup(rocAuc, [1, 2, 3, 4], [0, 1, 0, 1], { ...inputs, average: 'macro' }).value).toBe(1);
  expect(() => byGroup(rocAuc, [1, 2, 3, 4], [0, 1, 0, 1], inputs)).toThrow(
    expect.objectContaining({ code: 'NON_FINITE' }),
  );
});

it('weights and options at the ends of float64 give numbers', () => {
  const parts = evaluation.brierScore([0.1, 0.9], [0, 1], { weights: [1e-200, 1e200] });
  for (const value of Object.values(parts)) expect(value).toBeGreaterThanOrEqual(-1e-15);
  expect(parts.brier).toBeCloseTo(0.01, 15);
  const [scores, labels] = [
    [4, 3, 2, 1],
    [0, 1, 0, 1],
  ];
  // Recall alone, then precision alone.
  for (const beta of [1e154, 1e160, 1e200]) {
    expect(evaluation.bestFBeta(scores, labels, { beta })).toMatchObject({ value: 1, threshold: 1 });
  }
  for (const beta of [1e-160, 1e-200]) {
    expect(evaluation.bestFBeta(scores, labels, { beta })).toMatchObject({ value: 0.5, threshold: 1 });
  }
});

describe('intervals', () => {
  /** Two normal classes a distance apart, and a second score that shares noise with the first. */
  function draw(n: number, seed: number) {
    const [z, e] = [normals(n, seed), normals(n, seed + 50_000)];
    const labels = Array.from({ length: n }, (_, i) => i % 2);
    return {
      labels,
      first: z.map((x, i) => x + labels[i]!),
      second: z.map((x, i) => x + e[i]! + labels[i]!),
    };
  }
  // P(Z < 1 / sqrt 2) and P(Z < 1 / 2).
  const [auc, other] = [0.7602499389065233, 0.6914624612740131];

  it('hold the truth about as often as they say', () => {
    const trials = 400;
    let [held, ofDifference, bootstrapped] = [0, 0, 0];
    for (let seed = 1; seed <= trials; seed++) {
      const { first, second, labels } = draw(80, seed);
      const own = rocAucInterval(first, labels, { confidence: 0.9 });
      if (own.low <= auc && auc <= own.high) held++;
      const difference = rocAucDifference(first, second, labels, { confidence: 0.9 });
      if (difference.low <= auc - other && auc - other <= difference.high) ofDifference++;
      if (seed % 10) continue;
      const drawn = bootstrapInterval(rocAuc, first, labels, { seed, resamples: 200, confidence: 0.9 });
      if (drawn.low <= auc && auc <= drawn.high) bootstrapped++;
      // Both estimate the same standard error.
      expect(drawn.standardError / own.standardError).toBeGreaterThan(0.75);
      expect(drawn.standardError / own.standardError).toBeLessThan(1.3);
    }
    // 4 standard errors of a share of .9: .06 of 400, .19 of 40; and what the approximation lacks.
    for (const share of [held / trials, ofDifference / trials])
      expect(Math.abs(share - 0.9)).toBeLessThan(0.07);
    expect(Math.abs(bootstrapped / 40 - 0.9)).toBeLessThan(0.2);
  });

  it('widen with whole groups of equal items', () => {
    const { first, labels } = draw(40, 3);
    const twice = (values: ArrayLike<number>) => Array.from(values).flatMap((value) => [value, value]);
    const inputs = { seed: 4, resamples: 400 };
    const alone = bootstrapInterval(rocAuc, first, labels, inputs);
    const grouped = bootstrapInterval((s, y) => rocAuc(s, y), twice(first), twice(labels), {
      ...inputs,
      groups: twice(labels.map((_, i) => i)),
    });
    // The same samples, each item twice.
    expect(grouped).toEqual(alone);
    const blind = bootstrapInterval(rocAuc, twice(first), twice(labels), inputs);
    expect(blind.standardError).toBeLessThan(0.85 * alone.standardError);
  });

  it('need two units, and numbers from the metric', () => {
    const [scores, labels] = [
      [1, 2, 3],
      [0, 1, 1],
    ];
    const one = { seed: 1, groups: [7, 7, 7] };
    expect(() => bootstrapInterval(rocAuc, scores, labels, one)).toThrow(
      'bootstrapInterval: the number of items or groups must be 2 or more, got 1',
    );
    expect(() => bootstrapInterval(rocAuc, [1], [1], { seed: 1 })).toThrow('must be 2 or more, got 1');
    for (const bad of [NaN, Infinity]) {
      let calls = 0;
      // Of the data, and of a sample, skipped or not.
      for (const late of [0, 3]) {
        const metric = () => (calls++ < late ? 1 : bad);
        expect(() => bootstrapInterval(metric, scores, labels, { seed: 1, onUndefined: 'skip' })).toThrow(
          expect.objectContaining({
            code: 'NON_FINITE',
            message: expect.stringContaining(`must be finite, got ${bad}`),
          }),
        );
      }
    }
  });

  it('tell groups that are drawn twice apart', () => {
    const seen = new Set<number>();
    const metric: evaluation.BootstrapMetric = (s, y, _, groups) => {
      seen.add(new Set(Array.from(groups)).size);
      return byGroup(averagePrecision, s, y, { groups }).value;
    };
    bootstrapInterval(metric, [3, 2, 1, 4], [1, 0, 1, 0], {
      groups: [1, 1, 2, 2],
      seed: 1,
      resamples: 30,
      onUndefined: 'skip',
    });
    expect([...seen]).toEqual([2]);
  });

  it('have a p value that is right far out, and none where both scores are one', () => {
    const { first, labels } = draw(4000, 7);
    const worse = first.map((x) => -x);
    const { z, pValue } = rocAucDifference(first, worse, labels);
    expect(z).toBeGreaterThan(20);
    expect(pValue).toBeGreaterThan(0);
    expect(pValue).toBeLessThan(1e-80);
    expect(rocAucDifference(first, first, labels)).toEqual({
      value: 0,
      standardError: 0,
      low: 0,
      high: 0,
      z: 0,
      pValue: 1,
    });
  });
});

it('10,000 hostile inputs give finite numbers, NaN parts that were skipped, or coded errors', () => {
  const next = uniforms(77);
  const below = (n: number) => Math.floor(n * next());
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const hostile = [NaN, Infinity, -Infinity, 1e308, 5e-324, -0, 37, 0.5];
  const number = () =>
    next() < 0.02 ? pick(hostile) : pick([2 * next() - 1, below(3), next(), 1e150 * next()]);
  const list = (n: number, make: () => number) =>
    Array.from({ length: next() < 0.02 ? below(n + 3) : n }, make);
  const outcomes = { finite: 0, coded: 0 };
  // Accumulators are tried in binned.test.ts.
  const entries = Object.entries(evaluation).filter(([name]) => !name.startsWith('binned')) as [
    string,
    (...list: unknown[]) => unknown,
  ][];
  /** Every number of a result but those of parts and thresholds. */
  const flat = (value: unknown): number[] => {
    if (typeof value === 'number') return [value];
    const { parts, threshold, z, ...rest } = value as Record<string, unknown>;
    return Object.values(rest).flatMap(flat);
  };
  for (let c = 0; c < 10_000; c++) {
    const [name, call] = entries[c % entries.length]!;
    const n = pick([0, 1, 2, 3, 5, 20]);
    const options = {
      ...required[name],
      ...(next() < 0.3 && { weights: list(n, () => Math.abs(number())) }),
    };
    if (next() < 0.3) Object.assign(options, { mask: list(n, () => below(2)) });
    if ('groups' in options) Object.assign(options, { groups: list(n, () => below(3)) });
    // What takes no weights refuses them; most calls should get further.
    if (/AtK|rank|Interval$|Difference/i.test(name) && next() < 0.9)
      Object.assign(options, { weights: undefined });
    if (name === 'bootstrapInterval') Object.assign(options, { resamples: 3 });
    const wide = ['oneVsRest', 'oneVsOne', 'aucMu', 'multilabel'].includes(name) ? 3 : 1;
    const labels = list(name === 'multilabel' ? 3 * n : n, () =>
      next() < 0.02 ? number() : below(wide === 3 && name !== 'multilabel' ? 3 : 2),
    );
    const scores = list(n * wide, name === 'brierScore' ? () => Math.abs(number()) % 1 : number);
    const first =
      name === 'rocAucDifference'
        ? [list(n, number)]
        : call.length === 4
          ? [pick([rocAuc, averagePrecision, ndcg])]
          : [];
    try {
      const result = flat(call(...first, scores, labels, options));
      const bad = result.findIndex((value) => !Number.isFinite(value));
      if (bad >= 0) expect.fail(`${name}: number ${bad} is ${result[bad]}`);
      outcomes.finite++;
    } catch (error) {
      if (!(error instanceof LossInputError)) throw error;
      outcomes.coded++;
    }
  }
  expect(outcomes.finite).toBeGreaterThan(2000);
  expect(outcomes.coded).toBeGreaterThan(2000);
});
