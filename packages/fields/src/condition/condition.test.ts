// Conditional fields against the direct solution by NumPy (test/reference/condition.py), and what many of them are like.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { condition } from '../condition';
import { createSampler, exponential, matern, squaredExponential } from '../index';

interface Case {
  model: { name: 'exponential' | 'matern'; correlationLength: number; smoothness: number };
  shape: number[];
  points: number[][];
  values: number[];
  noise: number;
  at: number[];
  mean: number[];
  variance: number[];
}

const { cases }: { cases: Case[] } = JSON.parse(
  readFileSync(new URL('../../test/reference/condition.json', import.meta.url), 'utf8'),
);

async function samplerOf({ model: { name, ...options }, shape }: Case, padding: number, tolerance: number) {
  const model = name === 'exponential' ? exponential(options as never) : matern(options);
  return createSampler({ model, shape, boundary: { padding }, dtype: 'float64', tolerance, seed: 5 });
}

describe.each(
  cases.map((entry, i) => [i, entry.model.name, entry.points.length, entry.noise, entry] as const),
)('case %i, %s, %i data, noise %d', (_i, _name, count, noise, entry) => {
  const { points, values, at } = entry;

  it('has the mean and the variance of the direct solution', async () => {
    // So long that the covariance is the model's to rounding.
    const sampler = await samplerOf(entry, 150, 1e-13);
    const conditioned = condition(sampler, { points, values, noise, seed: 1 });
    const variance = conditioned.variance();
    at.forEach((x, k) => {
      expect(Math.abs(conditioned.mean[x]! - entry.mean[k]!)).toBeLessThan(1e-10);
      expect(Math.abs(variance[x]! - entry.variance[k]!)).toBeLessThan(1e-10);
    });
  });

  it('draws fields of this mean and variance, which meet data without noise', async () => {
    // The covariance is off by far less than can be told from so many fields.
    const sampler = await samplerOf(entry, 40, 1e-3);
    const conditioned = condition(sampler, { points, values, noise, seed: 1 });
    const variance = conditioned.variance();
    const many = 300;
    const sums = at.map(() => [0, 0] as [number, number]);
    for (let i = 0; i < many; i++) {
      const field = conditioned.realization(i);
      at.forEach((x, k) => {
        const z = field[x]! - conditioned.mean[x]!;
        sums[k]![0] += z;
        sums[k]![1] += z * z;
      });
      if (noise === 0) {
        const places = points.map(([y, x]) => y! * entry.shape[1]! + x!);
        expect(Math.max(...places.map((place, j) => Math.abs(field[place]! - values[j]!)))).toBeLessThan(
          1e-10,
        );
      }
    }
    sums.forEach(([first, second], k) => {
      const expected = variance[at[k]!]!;
      if (expected < 1e-9) return;
      // The mean has variance / many, the mean square 2 variance^2 / many.
      expect(Math.abs(first / many) / Math.sqrt(expected / many)).toBeLessThan(6);
      expect(Math.abs(second / many - expected) / expected / Math.sqrt(2 / many)).toBeLessThan(6);
    });
    expect(sums.length).toBeGreaterThan(count === 3 ? 50 : 30);
  });
});

it('is exact on a torus, on one and three axes, and in single precision to its rounding', async () => {
  const model = squaredExponential({ correlationLength: 2 });
  for (const shape of [[48], [16, 20], [6, 8, 10]]) {
    const sampler = await createSampler({ model, shape, tolerance: 0.5, seed: 2 });
    const points = [
      shape.map(() => 0),
      shape.map((length) => length - 1),
      shape.map((length) => length >> 1),
    ];
    const { realization, mean } = condition(sampler, { points, values: [2, -1, 0.5] });
    const field = realization(3);
    expect(field).toBeInstanceOf(Float32Array);
    const place = (point: number[]) => point.reduce((at, index, axis) => at * shape[axis]! + index, 0);
    points.forEach((point, j) => {
      expect(field[place(point)]).toBeCloseTo([2, -1, 0.5][j]!, 5);
      expect(mean[place(point)]).toBeCloseTo([2, -1, 0.5][j]!, 10);
    });
    // The opposite corners are neighbors on a torus, and their conditional mean knows of both.
    expect(realization(3)).toEqual(field);
    expect(realization(4)).not.toEqual(field);
  }
});

it('errors of each datum may differ; where there is none, it is met', async () => {
  const sampler = await createSampler({
    model: exponential({ correlationLength: 5 }),
    shape: [60],
    boundary: { padding: 'auto' },
    seed: 1,
    dtype: 'float64',
  });
  const { realization, variance } = condition(sampler, {
    points: [[10], [12]],
    values: [1, 1],
    noise: [0, 2],
    seed: 7,
  });
  expect(realization(0)[10]).toBeCloseTo(1, 10);
  expect(Math.abs(realization(0)[12]! - 1)).toBeGreaterThan(1e-3);
  const spread = variance();
  expect(spread[10]).toBeLessThan(1e-12);
  // 1 / (1 / v + 1 / 4), v being the variance at 12 when 10 is known.
  const v = 1 - Math.exp(-4 / 5);
  expect(spread[12]).toBeCloseTo(1 / (1 / v + 1 / 4), 10);
});

describe('condition refuses', async () => {
  const sampler = await createSampler({
    model: exponential({ correlationLength: 3 }),
    shape: [20, 20],
    boundary: { padding: 'auto' },
    seed: 1,
  });
  const right = {
    points: [
      [1, 2],
      [3, 4],
    ],
    values: [1, 2],
  };
  it.each([
    [{ points: [] }, 'points must be 1 to 20000, got 0'],
    [{ points: [[1, 2], [3]] }, 'points[1] must be one index for each of the 2 axes, got Array of length 1'],
    [
      {
        points: [
          [1, 2],
          [3, 20],
        ],
      },
      'points[1][1] must be an integer in [0, 19], got 20',
    ],
    [
      {
        points: [
          [1, 2],
          [3.5, 2],
        ],
      },
      'points[1][0] must be an integer in [0, 19], got 3.5',
    ],
    [
      { points: Object.assign(new Array(2), { 1: [1, 2] }) },
      'points[0] must be one index for each of the 2 axes, got undefined',
    ],
    [{ values: [1] }, 'values must be one for each of the 2 points, got Array of length 1'],
    [{ values: [1, Number.NaN] }, 'values[1] must be finite, got NaN'],
    [{ values: [1, -2e30] }, 'values[1] must be a number in [-1e+30, 1e+30], got -2e+30'],
    [{ noise: -1 }, 'noise[0] must be a number in [0, 1e+50], got -1'],
    [{ noise: [1] }, 'noise must be a number or one for each point, got Array of length 1'],
    [{ noise: 0.1 }, 'seed must be given with noise, got undefined'],
    [
      {
        points: [
          [1, 2],
          [1, 2],
        ],
      },
      'data must not depend on each other, got "points[1]"; leave it out or pass noise',
    ],
    [{ nois: 1 }, 'options must be among points, values, noise, seed, got "nois"'],
  ])('%j', (wrong, message) => {
    expect(() => condition(sampler, { ...right, ...wrong } as never)).toThrow(`condition: ${message}`);
  });

  it('what is no sampler', () => {
    expect(() => condition({} as never, right)).toThrow(
      'condition: sampler must be one of createSampler, got Object',
    );
    // It has a covariance as well.
    const model = exponential({ correlationLength: 2 });
    expect(() => condition(model as never, right)).toThrow('condition: sampler must be one of createSampler');
    expect(() => condition(sampler, right).realization(-1)).toThrow('realization: i must be an integer');
  });
});
