// Binned accumulators: the exact metric lies within their bounds, whatever the data; they merge, and go through JSON.
import { averagePrecision, concordanceIndex, rocAuc } from '@backdropjs/losses';
import {
  binnedAveragePrecisionAccumulator,
  binnedConcordanceAccumulator,
  binnedRocAucAccumulator,
} from '@backdropjs/losses/evaluation';
import { describe, expect, it } from 'vitest';
import { normals, uniforms } from './random';

/** Probabilities, often with ties, labels that follow them, weights; the first two items are of either label. */
function draw(seed: number) {
  const next = uniforms(seed);
  const n = 2 + Math.floor(60 * next());
  const grid = [0, 7, 40][seed % 3]!;
  const scores = Array.from({ length: n }, () => {
    const p = next();
    return grid ? Math.round(p * grid) / grid : p;
  });
  const labels = scores.map((p, i) => (i < 2 ? i : Number(next() < p)));
  const weights = seed % 2 ? labels.map(() => 0.1 + 3 * next()) : labels.map(() => 1);
  return { scores, labels, weights };
}

const slack = 1e-12;
/** Random cases a test; more by hand. */
const cases = Number(process.env['BACKDROPJS_CASES'] ?? 300);

describe.each([
  ['binnedRocAucAccumulator', binnedRocAucAccumulator, rocAuc],
  ['binnedAveragePrecisionAccumulator', binnedAveragePrecisionAccumulator, averagePrecision],
] as const)('%s', (_, accumulator, exact) => {
  it('bounds the exact metric, and is that of binned scores', () => {
    let [width, tight] = [0, 0];
    for (let seed = 1; seed <= cases; seed++) {
      const { scores, labels, weights } = draw(seed);
      const bins = [1, 5, 40][(seed % 7) % 3]!;
      const total = accumulator({ thresholds: bins });
      total.update(scores, labels, { weights });
      const { value, low, high } = total.value();
      const want = exact(scores, labels, { weights });
      expect(low).toBeLessThanOrEqual(want + slack);
      expect(high).toBeGreaterThanOrEqual(want - slack);
      const rounded = scores.map((p) => Math.min(Math.floor(p * bins), bins - 1));
      expect(value).toBeCloseTo(exact(rounded, labels, { weights }), 11);
      expect(low - slack <= value && value <= high + slack).toBe(true);
      width += high - low;
      if (Math.abs(high - want) < 1e-9 || Math.abs(low - want) < 1e-9) tight++;
    }
    // The bounds are neither trivial nor never reached.
    expect(width / cases).toBeLessThan(0.5);
    expect(tight).toBeGreaterThan(cases / 300);
  });

  it('closes in on the metric with more bins', () => {
    const next = uniforms(8);
    const scores = Array.from({ length: 2000 }, next);
    const labels = scores.map((p) => Number(next() < p));
    const widths = [10, 100, 1e5].map((thresholds) => {
      const total = accumulator({ thresholds });
      total.update(scores, labels);
      const { low, high } = total.value();
      return high - low;
    });
    expect(widths[1]).toBeLessThan(widths[0]!);
    expect(widths[2]).toBeLessThan(0.002);
  });

  it('takes thresholds of its own, merges and goes through JSON', () => {
    const scores = [...normals(50, 3)];
    const labels = scores.map((s, i) => Number(s + (i % 3) > 1));
    const options = { thresholds: [-1, 0, 0.5, 1] };
    const whole = accumulator(options);
    whole.update(scores, labels);
    const [one, two] = [accumulator(options), accumulator(options)];
    one.update(scores.slice(20), labels.slice(20));
    two.update(scores.slice(0, 20), labels.slice(0, 20));
    one.merge(accumulator(options, JSON.parse(JSON.stringify(two))));
    expect(one.value()).toEqual(whole.value());
    expect(() => one.merge(accumulator({ thresholds: [0, 1, 2, 3] }))).toThrow('merges only');
    expect(() => accumulator({ thresholds: [1, 1] })).toThrow('each above the one before it');
    expect(() => accumulator({ thresholds: 3 }).update([1.5], [1])).toThrow('scores[0] must be in [0, 1]');
    expect(() => accumulator(options).value()).toThrow('needs an item of label 1');
  });
});

it('two bins of [0, 1] and two of one threshold do not merge, though they keep as many sums', () => {
  for (const accumulator of [binnedRocAucAccumulator, binnedAveragePrecisionAccumulator]) {
    const [even, split] = [accumulator({ thresholds: 2 }), accumulator({ thresholds: [2] })];
    expect(() => even.merge(split)).toThrow('merges only');
    expect(() => split.merge(even)).toThrow('merges only');
  }
  const of = (thresholds: number[], times: number[]) => binnedConcordanceAccumulator({ thresholds, times });
  expect(() => of([2, 3], [1]).merge(of([1, 2], [3]))).toThrow('merges only');
  expect(() => of([1], [2, 3]).merge(of([2, 3], [1]))).toThrow('merges only');
});

describe('binnedConcordanceAccumulator', () => {
  const cuts = (n: number) => Array.from({ length: n }, (_, k) => (k + 0.5) / n);

  it('bounds the exact index, and is that of binned data', () => {
    let width = 0;
    let counted = 0;
    for (let seed = 1; seed <= cases; seed++) {
      const { scores, labels: event, weights } = draw(seed);
      const next = uniforms(seed + 1e6);
      const time = scores.map((p) => (seed % 4 ? 1 - p + 0.5 * next() : Math.round(4 * next()) / 4));
      const [thresholds, times] = [cuts([1, 4, 30][seed % 3]!), cuts([2, 5, 30][(seed % 5) % 3]!)];
      const total = binnedConcordanceAccumulator({ thresholds, times });
      total.update(scores, { time, event }, { weights });
      const binned = (values: number[], ends: number[]) =>
        values.map((v) => ends.filter((t) => t <= v).length);
      let want: number;
      let own: number;
      try {
        want = concordanceIndex(scores, { time, event }, { weights }).cIndex;
        const labels = { time: binned(time, times), event };
        own = concordanceIndex(binned(scores, thresholds), labels, { weights }).cIndex;
      } catch {
        continue;
      }
      const { value, low, high } = total.value();
      expect(value).toBeCloseTo(own, 11);
      expect(low).toBeLessThanOrEqual(want + slack);
      expect(high).toBeGreaterThanOrEqual(want - slack);
      width += high - low;
      counted++;
    }
    expect(counted).toBeGreaterThan(0.8 * cases);
    expect(width / counted).toBeLessThan(0.7);
  });

  it('knows that no event is a pair with itself, after a merge too', () => {
    const options = { thresholds: [1.5, 2.5], times: [1.5, 2.5] };
    const [total, more] = [binnedConcordanceAccumulator(options), binnedConcordanceAccumulator(options)];
    total.update([3], { time: [1], event: [1] });
    more.update([1], { time: [2], event: [1] });
    more.update([2], { time: [3], event: [0] });
    total.merge(more);
    expect(total.value()).toEqual({ value: 2 / 3, low: 2 / 3, high: 2 / 3 });
    // Two events of one bin are one pair, of which either may come first.
    total.update([3], { time: [1], event: [1] });
    expect(total.value()).toEqual({ value: 4 / 5, low: 4 / 6, high: 5 / 6 });
  });

  it('merges, goes through JSON, and says what is undefined', () => {
    const options = { thresholds: [0.5], times: [1, 2] };
    const [one, two] = [binnedConcordanceAccumulator(options), binnedConcordanceAccumulator(options)];
    one.update([0.9], { time: [0], event: [1] });
    two.update([0.1], { time: [5], event: [true] });
    expect(() => one.value()).toThrow('needs two observations that can be ordered');
    one.merge(binnedConcordanceAccumulator(options, JSON.parse(JSON.stringify(two))));
    expect(one.value().value).toBe(1);
    expect(() => one.merge(binnedConcordanceAccumulator({ thresholds: [1, 2], times: [0.5] }))).toThrow(
      'merges',
    );
    expect(() => binnedConcordanceAccumulator({ ...options, times: 4 as never })).toThrow('times must be');
  });
});
