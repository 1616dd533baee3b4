// Which positions each mask keeps, and keeps together.
import { expect, it } from 'vitest';
import {
  chances,
  covariance,
  drawn,
  draws,
  gradient,
  grid,
  groups,
  kept,
  root,
} from '../../test/drawn-masks';
import {
  antithetic,
  blocks,
  fixedCount,
  importanceSampling,
  perGroup,
  slow,
  stratified,
  withoutReplacement,
} from '../masks';
import { inclusionChances } from './importance-sampling';

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
