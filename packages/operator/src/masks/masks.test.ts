// Each mask's expectation and variance against its formula, to 5 standard errors over 20,000 draws.
import { createHash } from 'node:crypto';
import { foldIn, key } from '@backdropjs/random';
import { describe, expect, it } from 'vitest';
import type { MaskFunction, MaskPositions } from '../index';
import {
  antithetic,
  atStep,
  blocks,
  fixedCount,
  importanceSampling,
  perGroup,
  slow,
  stratified,
  withoutReplacement,
} from '../masks';
import { inclusionChances } from './importance-sampling';

const draws = 20_000;
const root = key('masks');

/** Positions along a grid. */
const grid = (...shape: number[]): MaskPositions => ({
  axes: shape.map((_, axis) => axis),
  shape,
  total: shape.reduce((product, size) => product * size, 1),
});
/** The weights of each step, with the keys that a layer draws with. */
const drawn = (mask: MaskFunction, positions: MaskPositions, steps = draws): Float32Array[] =>
  Array.from({ length: steps }, (_, step) => atStep(mask, step)(positions, root));

const strata = Array.from({ length: 30 }, (_, i) => (i < 7 ? 1 : 0));
const groups = Array.from({ length: 30 }, (_, i) => Math.floor(Math.sqrt(i)));
const gradient = Float32Array.from({ length: 30 }, (_, i) => (i % 6) ** 2 / 10);
const chances = inclusionChances(gradient, 9);

interface Case {
  mask: MaskFunction;
  positions: MaskPositions;
  /** Variance of the weight of a position. */
  variance: (i: number) => number;
  frozen: string;
}

const cases: Record<string, Case> = {
  fixedCount: {
    mask: fixedCount({ rate: 0.7 }),
    positions: grid(30),
    variance: () => 30 / 9 - 1,
    frozen: 'ef3cfc13e199a32a',
  },
  'fixedCount, of a few': {
    mask: fixedCount({ rate: 0.99 }),
    positions: grid(6),
    variance: () => 5,
    frozen: 'ef16c0852de06fcc',
  },
  stratified: {
    mask: stratified({ rate: 0.7, strata }),
    positions: grid(30),
    variance: (i) => (i < 7 ? 7 / 2 : 23 / 7) - 1,
    frozen: '585e02d157096cc8',
  },
  perGroup: {
    mask: perGroup({ rate: 0.6, groups }),
    positions: grid(30),
    variance: () => 6 / 2 - 1,
    frozen: '09b594cfd414ad4e',
  },
  blocks: {
    mask: blocks({ rate: 0.75, size: 3 }),
    positions: { axes: [1, 2], shape: [1, 7, 6, 1], total: 42 },
    variance: () => 6 / 2 - 1,
    frozen: '94b3407182d33c8e',
  },
  withoutReplacement: {
    mask: withoutReplacement({ parts: 5 }),
    positions: grid(30),
    variance: () => 30 / 6 - 1,
    frozen: 'c29467b6c038685e',
  },
  antithetic: {
    mask: antithetic({ rate: 0.8 }),
    positions: grid(30),
    variance: () => 30 / 6 - 1,
    frozen: '9be77a295b2590ce',
  },
  importanceSampling: {
    mask: importanceSampling({ rate: 0.7 }),
    positions: { ...grid(30), gradient },
    variance: (i) => 1 / chances[i]! - 1,
    frozen: 'aed3e86102d217c6',
  },
  slow: {
    mask: slow({ steps: 2, mask: fixedCount({ rate: 0.7 }) }),
    positions: grid(30),
    variance: () => 30 / 9 - 1,
    frozen: '358d3f0752cd5ad5',
  },
};

describe.each(Object.entries(cases))('%s', (name, { mask, positions, variance, frozen }) => {
  const all = drawn(mask, positions);
  // Steps of a round, or of a pair, are not independent of each other: one of each is.
  const apart = { withoutReplacement: 5, antithetic: 2, slow: 2 }[name] ?? 1;
  const independent =
    apart === 1 ? all : drawn(mask, positions, draws * apart).filter((_, step) => step % apart === 0);

  it('has expectation 1 and the variance of its formula at every position', () => {
    expect(independent).toHaveLength(draws);
    let tested = 0;
    for (let i = 0; i < positions.total; i++) {
      if (name === 'importanceSampling' && gradient[i] === 0) {
        expect(independent.every((weights) => weights[i] === 0)).toBe(true);
        continue;
      }
      // A weight is 0 or w: mean 1, variance w - 1, fourth central moment from the two values.
      const expected = variance(i);
      const weight = expected + 1;
      const mean = independent.reduce((sum, weights) => sum + weights[i]!, 0) / draws;
      const squares = independent.reduce((sum, weights) => sum + (weights[i]! - 1) ** 2, 0) / draws;
      const fourth = (weight - 1) ** 4 / weight + (1 - 1 / weight);
      expect(Math.abs(mean - 1)).toBeLessThanOrEqual(5 * Math.sqrt(expected / draws) + 1e-6);
      const error = Math.sqrt(Math.max(0, fourth - expected ** 2) / draws);
      expect(Math.abs(squares - expected)).toBeLessThanOrEqual(5 * error + 1e-6);
      tested++;
    }
    expect(tested).toBeGreaterThan(5);
  });

  it('is frozen', () => {
    const bits = new Uint8Array(
      Float32Array.from(all.slice(0, 20).flatMap((weights) => [...weights])).buffer,
    );
    expect(createHash('sha256').update(bits).digest('hex').slice(0, 16)).toBe(frozen);
  });

  it('is drawn anew, and the same for the same key', () => {
    expect(drawn(mask, positions, 6)).toEqual(all.slice(0, 6));
    expect(new Set(all.slice(0, 50).map(String)).size).toBeGreaterThan(5);
  });
});

const kept = (weights: Float32Array) => weights.filter(Boolean).length;
/** Mean of a product of two weights over steps, less 1. */
const covariance = (pairs: [number, number][]) =>
  pairs.reduce((sum, [a, b]) => sum + a * b, 0) / pairs.length - 1;

it('fixedCount: two weights of a step have the covariance -(n / m - 1) / (n - 1)', () => {
  const all = drawn(fixedCount({ rate: 0.7 }), grid(30));
  const got = covariance(all.map((weights) => [weights[3]!, weights[17]!]));
  // The product is (30 / 9)^2 with probability (9 * 8) / (30 * 29), else 0.
  const [p, product] = [(9 * 8) / (30 * 29), (30 / 9) ** 2];
  expect(Math.abs(got + (30 / 9 - 1) / 29)).toBeLessThan(5 * product * Math.sqrt((p * (1 - p)) / draws));
});

it('stratified keeps some of each stratum; independent drops at rate .9 lose 10 positives in 35 % of the steps', () => {
  const ten = Array.from({ length: 100 }, (_, i) => (i < 10 ? 1 : 0));
  for (const weights of drawn(stratified({ rate: 0.9, strata: ten }), grid(100), 200)) {
    expect(kept(weights.subarray(0, 10))).toBe(1);
    expect(kept(weights)).toBe(10);
  }
});

it('perGroup keeps groups whole', () => {
  for (const weights of drawn(perGroup({ rate: 0.6, groups }), grid(30), 200)) {
    const ofGroup = new Map(groups.map((group, i) => [group, weights[i]]));
    expect(groups.every((group, i) => ofGroup.get(group) === weights[i])).toBe(true);
    expect([...ofGroup.values()].filter(Boolean)).toHaveLength(2);
  }
});

it('blocks keeps neighbors together, more so than single positions do', () => {
  const together = (size: number) => {
    const all = drawn(blocks({ rate: 0.75, size }), grid(12, 12), 2000);
    return covariance(all.flatMap((weights) => [[weights[64]!, weights[65]!] as [number, number]]));
  };
  // With blocks of 4, neighbors share a block in 3 of 4 positions of the start: 3 / 4 of the variance 8, less a little.
  expect(together(4)).toBeGreaterThan(1.5);
  expect(Math.abs(together(1))).toBeLessThan(0.4);
  for (const weights of drawn(blocks({ rate: 0.75, size: 4 }), grid(12, 12), 100))
    expect(kept(weights)).toBe(32);
});

it('withoutReplacement keeps every position once in a round', () => {
  const all = drawn(withoutReplacement({ parts: 4 }), grid(30), 40);
  for (let round = 0; round < 10; round++) {
    const counts = new Float64Array(30);
    for (const weights of all.slice(4 * round, 4 * round + 4)) {
      for (const [i, weight] of weights.entries()) counts[i]! += weight ? 1 : 0;
    }
    expect(counts.every((count) => count === 1)).toBe(true);
  }
});

it.each([0.2, 0.5, 0.8])(
  'antithetic at rate %f: the weights of a pair have the covariance of the formula',
  (rate) => {
    const all = drawn(antithetic({ rate }), grid(10), 2 * draws);
    const pairs = Array.from({ length: draws }, (_, t): [number, number] => [
      all[2 * t]![4]!,
      all[2 * t + 1]![4]!,
    ]);
    const m = Math.round(10 * (1 - rate));
    const [p, product] = [Math.max(0, 2 * m - 10) / 10, (10 / m) ** 2];
    const error = product * Math.sqrt((p * (1 - p)) / draws);
    expect(Math.abs(covariance(pairs) - (p * product - 1))).toBeLessThanOrEqual(5 * error + 1e-6);
  },
);

it('slow keeps a mask for its steps', () => {
  const all = drawn(slow({ steps: 3, mask: fixedCount({ rate: 0.7 }) }), grid(30), 12);
  for (const [step, weights] of all.entries()) expect(weights).toEqual(all[step - (step % 3)]);
  expect(new Set(all.map(String)).size).toBe(4);
});

it('importanceSampling keeps as many as asked for, or all with a gradient', () => {
  const mask = importanceSampling({ rate: 0.7 });
  for (const weights of drawn(mask, { ...grid(30), gradient }, 500)) expect(kept(weights)).toBe(9);
  const few = Float32Array.from({ length: 30 }, (_, i) => (i < 4 ? i + 1 : 0));
  for (const weights of drawn(mask, { ...grid(30), gradient: few }, 20)) {
    expect([...weights.subarray(0, 4)]).toEqual([1, 1, 1, 1]);
    expect(kept(weights)).toBe(4);
  }
  expect(kept(mask({ ...grid(30), gradient: new Float32Array(30) }, root))).toBe(0);
});

it('inclusion chances are in proportion to the gradient, but for those that are sure', () => {
  const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  expect(sum(chances)).toBeCloseTo(9, 12);
  const one = inclusionChances(Float32Array.of(100, 1, 1, 2), 2);
  expect([...one]).toEqual([1, 0.25, 0.25, 0.5]);
});

describe('errors', () => {
  it.each<[() => unknown, RegExp]>([
    [() => fixedCount({ rate: 1 }), /^fixedCount: rate must be in \[0, 1\), got 1$/],
    [() => fixedCount(undefined as never), /^fixedCount: options must be among rate, got undefined$/],
    [
      () => stratified({ rate: 0.5, strata: 'ab' as never }),
      /^stratified: strata must be an array of numbers, got "ab"$/,
    ],
    [
      () => stratified({ rate: 0.5, strata: [1] })(grid(2), root),
      /^stratified: strata must be one for each of 2/,
    ],
    [() => perGroup({ rate: 0.5, groups: new Array(3) }), /^perGroup: groups must be an array of numbers/],
    [() => blocks({ rate: 0.5, size: 0 }), /^blocks: size must be a positive integer, got 0$/],
    [
      () => withoutReplacement({ parts: 1.5 }),
      /^withoutReplacement: parts must be a positive integer, got 1\.5$/,
    ],
    [() => withoutReplacement({ parts: 3 })(grid(2), root), /^withoutReplacement: parts must be at most 2/],
    [() => slow({ steps: 1, mask: 3 as never }), /^slow: mask must be a function, got 3$/],
    [() => atStep(fixedCount({ rate: 0 }), -1), /^atStep: step must be a whole number, got -1$/],
    [
      () => importanceSampling({ rate: 0.5 })(grid(2), root),
      /^importanceSampling: positions must have a gradient/,
    ],
    [
      () => foldIn(root, 'x') && antithetic({ rate: 0.5, at: 3 } as never),
      /^antithetic: options must be among rate, got "at"$/,
    ],
  ])('case %#', (call, message) => {
    expect(call).toThrow(message);
  });
});
