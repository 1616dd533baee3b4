import { describe, expect, it } from 'vitest';
import { mostDifferent } from '../../test/fixtures';
import { type MultiscaleOptions, multiscale } from '../index';

const options = {
  size: 60,
  scales: [
    [1.5, 2.5],
    [6, 10],
  ],
  amplitudes: [0.75, 1.25],
  perClass: 3,
  seed: 1,
  dtype: 'float64',
} as const;

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;
const variance = (values: ArrayLike<number>) => mean(Array.from(values, (x) => x * x)) - mean(values) ** 2;

/**
 * The kernel length that the mean square of the differences of neighbors stands for, 2 v (1 - exp(-1 / (2
 * l^2))).
 */
function measuredLength(fields: Float64Array[], size: number): number {
  const differences = mean(
    fields.map((field) => mean(field.map((x, i) => (x - field[i - (i % size) + ((i + 1) % size)]!) ** 2))),
  );
  const squares = mean(fields.map((field) => mean(field.map((x) => x * x))));
  return Math.sqrt(-1 / (2 * Math.log(1 - differences / (2 * squares))));
}

describe('multiscale', () => {
  it('has a class for each combination of lengths, the first scale changing fastest', () => {
    const set = multiscale(options);
    expect(set.classNames).toEqual(['1.5-6', '2.5-6', '1.5-10', '2.5-10']);
    expect(set.length).toBe(12);
    expect(set.kernelLengths).toEqual(options.scales);
    const three = multiscale({ ...options, scales: [[1], [3, 4], [5, 6, 7]], amplitudes: [1, 1, 1] });
    expect(three.classNames).toEqual(['1-3-5', '1-4-5', '1-3-6', '1-4-6', '1-3-7', '1-4-7']);
    expect(multiscale({ ...options, scales: [[4]], amplitudes: [1] }).classNames).toEqual(['4']);
  });

  it('is the set of the paper with its settings', () => {
    const set = multiscale({
      size: 1024,
      scales: [
        [9.5, 10],
        [80, 140],
      ],
      amplitudes: [0.75, 1.25],
      perClass: 25,
      standardize: 'sample',
      lengths: 'paper',
      seed: 1,
    });
    expect(set.classNames).toEqual(['9.5-80', '10-80', '9.5-140', '10-140']);
    expect(set.length).toBe(100);
    const { field, label, className } = set.sample(99);
    expect(field).toBeInstanceOf(Float32Array);
    expect(field).toHaveLength(1024 * 1024);
    expect([label, className]).toEqual([3, '10-140']);
  });

  it('draws the same samples alone, in any order and by iteration', async () => {
    const set = multiscale(options);
    const samples = [];
    for await (const sample of set) samples.push(sample);
    expect(samples).toHaveLength(12);
    expect(samples.map(({ label }) => label)).toEqual([0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3]);
    for (const { label, className } of samples) expect(className).toBe(set.classNames[label]);
    for (const i of [11, 4, 5, 0, 7]) expect(multiscale(options).sample(i)).toEqual(samples[i]);
    expect(new Set(samples.map(({ field }) => field[0])).size).toBe(12);
    // More samples a class go on where fewer end; another seed gives others.
    expect(multiscale({ ...options, perClass: 20 }).sample(11)).toEqual(samples[11]);
    expect(multiscale({ ...options, seed: 2 }).sample(11).field).not.toEqual(samples[11]!.field);
  });

  it('adds the fields of the scales', () => {
    for (const standardize of ['none', 'ensemble', 'sample'] as const) {
      const set = (amplitudes: number[]) => multiscale({ ...options, standardize, amplitudes });
      for (const i of [0, 1, 6, 7]) {
        const both = set([0.75, -1.25]).sample(i).field;
        const [fine, coarse] = [set([1, 0]).sample(i).field, set([0, 1]).sample(i).field];
        expect(
          mostDifferent(
            both,
            fine.map((x, k) => 0.75 * x - 1.25 * coarse[k]!),
          ),
        ).toBeLessThan(1e-13);
      }
    }
  });

  it('standardizes every image of every scale', () => {
    const set = (scale: number) =>
      multiscale({ ...options, standardize: 'sample', amplitudes: scale === 0 ? [1, 0] : [0, 1] });
    for (const scale of [0, 1]) {
      for (let i = 0; i < 12; i++) {
        const { field } = set(scale).sample(i);
        expect(Math.abs(mean(field))).toBeLessThan(1e-14);
        expect(variance(field)).toBeCloseTo(1, 12);
      }
    }
  });

  it('differs from the fields as drawn by an image’s mean and deviation only', () => {
    for (const i of [2, 5]) {
      const drawn = multiscale({ ...options, amplitudes: [0, 1] }).sample(i).field;
      const [center, deviation] = [mean(drawn), Math.sqrt(variance(drawn))];
      const expected = drawn.map((x) => (x - center) / deviation);
      const standardized = multiscale({ ...options, amplitudes: [0, 1], standardize: 'sample' }).sample(
        i,
      ).field;
      expect(mostDifferent(standardized, expected)).toBeLessThan(1e-12);
      // By the ensemble: without the mean, over the deviation within images of length 10 on a torus of 60.
      const ensemble = multiscale({ ...options, amplitudes: [0, 1], standardize: 'ensemble' }).sample(
        i,
      ).field;
      const length = i % 4 < 2 ? 6 : 10;
      const meanVariance = (2 * Math.PI * length ** 2) / 60 ** 2;
      const scaled = drawn.map((x) => (x - center) / Math.sqrt(1 - meanVariance));
      expect(mostDifferent(ensemble, scaled)).toBeLessThan(1e-4);
    }
  });

  it.each(['none', 'ensemble'] as const)(
    'has deviation 1 over many samples when standardized by %s',
    (standardize) => {
      const set = multiscale({
        ...options,
        scales: [[2], [5]],
        amplitudes: [1, 0],
        perClass: 200,
        standardize,
      });
      const squares = Array.from({ length: 200 }, (_, i) => mean(set.sample(i).field.map((x) => x * x)));
      // Effective samples of length 2 on a torus of 60: 3600 / (4 pi).
      const error = Math.sqrt(2 / ((3600 / (4 * Math.PI)) * 200));
      expect(Math.abs(mean(squares) - 1) / error).toBeLessThan(6);
    },
  );

  it('draws fields of the stated lengths', () => {
    for (const standardize of ['none', 'sample'] as const) {
      for (const [scale, lengths] of options.scales.entries()) {
        const amplitudes = [scale === 0 ? 1 : 0, scale === 0 ? 0 : 1];
        const set = multiscale({ ...options, amplitudes, standardize, size: 160, perClass: 8 });
        for (const [choice, length] of lengths.entries()) {
          const wanted = set.classNames.filter((name) => Number(name.split('-')[scale]) === lengths[choice]);
          const samples = Array.from({ length: set.length }, (_, i) => set.sample(i));
          const fields = samples
            .filter(({ className }) => wanted.includes(className))
            .map(({ field }) => field);
          expect(Math.abs(measuredLength(fields, 160) / length - 1)).toBeLessThan(0.03);
        }
      }
    }
  });

  it('draws the two images of a pair, and the scales of an image, independently', () => {
    const alone = (amplitudes: number[]) => {
      const set = multiscale({ ...options, scales: [[2], [3]], amplitudes, perClass: 400 });
      return Array.from({ length: 400 }, (_, i) => set.sample(i).field);
    };
    const [fine, coarse] = [alone([1, 0]), alone([0, 1])];
    const product = (a: Float64Array, b: Float64Array) => mean(a.map((x, k) => x * b[k]!));
    // For independent fields of lengths l and m, var of the mean product = sum of both correlations over the
    // points.
    const error = (l: number, m: number, n: number) =>
      Math.sqrt((2 * Math.PI) / (1 / l ** 2 + 1 / m ** 2) / 3600 / n);
    const between = mean(Array.from({ length: 200 }, (_, j) => product(fine[2 * j]!, fine[2 * j + 1]!)));
    expect(Math.abs(between) / error(2, 2, 200)).toBeLessThan(6);
    const within = mean(fine.map((field, i) => product(field, coarse[i]!)));
    expect(Math.abs(within) / error(2, 3, 400)).toBeLessThan(6);
  });

  const rejected: [Partial<Record<keyof MultiscaleOptions, unknown>>, string][] = [
    [{ size: 70 }, 'size must be a product of powers of 2, 3 and 5, got 70; the next is 72'],
    [{ size: 0 }, 'size must be an integer in [1, 32768], got 0'],
    [{ scales: [] }, 'scales must be lists of at least one length each, got Array of length 0'],
    [{ scales: [[1], []] }, 'scales must be lists of at least one length each, got Array of length 2'],
    [{ scales: [[1], [2, -3]] }, 'each length of scales[1] must be a number in [1e-50, 1e+50], got -3'],
    [{ scales: [[1], [2, 2]] }, 'the lengths of scales[1] must differ, got Array of length 2'],
    [{ amplitudes: [1] }, 'amplitudes must be one number for each of the 2 scales, got Array of length 1'],
    [{ amplitudes: [1, Number.NaN] }, 'amplitudes[1] must be a number in [-1e+30, 1e+30], got NaN'],
    [{ amplitudes: [1, 2e30] }, 'amplitudes[1] must be a number in [-1e+30, 1e+30], got 2e+30'],
    [{ perClass: 0 }, 'perClass must be an integer in [1, 1073741824], got 0'],
    [{ standardize: 'batch' }, "standardize must be 'sample' or 'ensemble' or 'none', got \"batch\""],
    [{ lengths: 'george' }, "lengths must be 'kernel' or 'paper', got \"george\""],
    [{ dtype: 'int8' }, "dtype must be 'float32' or 'float64', got \"int8\""],
    [
      { scales: [[1], [1000]], standardize: 'sample' },
      'lengths to be standardized must be short enough for the fields to vary on a grid of size 60, got 1000',
    ],
  ];

  it.each(rejected)('rejects %j', (wrong, message) => {
    expect(() => multiscale({ ...options, ...wrong } as MultiscaleOptions)).toThrow(`multiscale: ${message}`);
  });

  it.each([-1, 12, 0.5, Number.NaN])('rejects the sample number %d', (i) => {
    expect(() => multiscale(options).sample(i)).toThrow(
      `multiscale.sample: i must be an integer in [0, 11], got ${i}`,
    );
  });
});
