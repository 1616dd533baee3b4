// Each mask's expectation and variance against its formula, to 5 standard errors over 20,000 draws.
import { createHash } from 'node:crypto';
import { foldIn } from '@backdropjs/random';
import { describe, expect, it } from 'vitest';
import { chances, drawn, draws, gradient, grid, groups, root } from '../../test/drawn-masks';
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

const strata = Array.from({ length: 30 }, (_, i) => (i < 7 ? 1 : 0));

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

describe('errors', () => {
  it.each<[() => unknown, RegExp]>([
    [() => fixedCount({ rate: 1 }), /^fixedCount: rate must be in \[0, 1\), got 1$/],
    [() => fixedCount(undefined as never), /^fixedCount: options must be an object, got undefined$/],
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
    [
      () => perGroup({ rate: 0.5, groups: new DataView(new ArrayBuffer(8)) as never }),
      /^perGroup: groups must be an array of numbers/,
    ],
    [
      () => perGroup({ rate: 0.5, groups: [1] })(grid(2), root),
      /^perGroup: groups must be one for each of 2/,
    ],
    [
      () => slow({ steps: 0, mask: fixedCount({ rate: 0 }) }),
      /^slow: steps must be a positive integer, got 0/,
    ],
    [() => atStep(3 as never, 0), /^atStep: mask must be a function, got 3$/],
    [
      () => importanceSampling({ rate: 0.5 })({ ...grid(2), gradient: new Float32Array(3) }, root),
      /; it is a mask for nonDecomposableGradients and fitNonDecomposable$/,
    ],
    [() => slow({ steps: 1, mask: 3 as never }), /^slow: mask must be a function, got 3$/],
    [() => atStep(fixedCount({ rate: 0 }), -1), /^atStep: step must be a whole number, got -1$/],
    [
      () => importanceSampling({ rate: 0.5 })(grid(2), root),
      /^importanceSampling: positions must have a gradient/,
    ],
    [
      () => foldIn(root, 'x') && antithetic({ rate: 0.5, at: 3 } as never),
      /^antithetic: options must be one of rate, got "at"$/,
    ],
  ])('case %#', (call, message) => {
    expect(call).toThrow(message);
  });
});

describe('inclusion chances', () => {
  it.each<[number[], number, number[]]>([
    [[4, 0, 1, 1], 2, [1, 0, 1 / 2, 1 / 2]],
    // The largest wherever it stands; what is left is shared by the others.
    [[1, 8, 1, 4], 2, [1 / 6, 1, 1 / 6, 4 / 6]],
    [[1, 1, 1, 1], 2, [1 / 2, 1 / 2, 1 / 2, 1 / 2]],
    [[1, 2, 3], 3, [1, 1, 1]],
    // Fewer gradients than are to be kept.
    [[0, 0, 3], 2, [0, 0, 1]],
    [[0, 0, 0], 2, [0, 0, 0]],
    [[5, 1, 1, 1], 1, [5 / 8, 1 / 8, 1 / 8, 1 / 8]],
    [[10, 10, 1], 2, [20 / 21, 20 / 21, 2 / 21]],
  ])('of %j, keeping %i', (lengths, count, chances) => {
    const got = inclusionChances(Float32Array.from(lengths), count);
    for (const [i, chance] of got.entries()) expect(chance).toBeCloseTo(chances[i]!, 14);
  });
});

it('takes typed arrays of groups', () => {
  const positions = { axes: [0], shape: [4], total: 4 };
  for (const groups of [Int32Array.of(7, 7, 3, 3), Uint8Array.of(7, 7, 3, 3), [7, 7, 3, 3]])
    expect([...perGroup({ rate: 0.5, groups })(positions, root)].sort()).toEqual([0, 0, 2, 2]);
});

it('keeps one position a step where there are as many parts', () => {
  const mask = withoutReplacement({ parts: 4 });
  const drawn = Array.from({ length: 4 }, (_, step) => [
    ...mask({ axes: [0], shape: [4], total: 4, root, step }, root),
  ]);
  for (const weights of drawn) expect([...weights].sort()).toEqual([0, 0, 0, 4]);
  for (let i = 0; i < 4; i++) expect(drawn.reduce((sum, weights) => sum + weights[i]!, 0)).toBe(4);
});

it('blocks lie along a first axis, too', () => {
  const weights = [...blocks({ rate: 0.5, size: 2 })({ axes: [0], shape: [8], total: 8 }, root)];
  expect(weights.filter((weight) => weight === 2)).toHaveLength(4);
  expect(weights.filter((weight) => weight === 0)).toHaveLength(4);
  const ends = weights.filter((weight, i) => weight !== weights[(i + 1) % 8]).length;
  expect([2, 4]).toContain(ends);
});
