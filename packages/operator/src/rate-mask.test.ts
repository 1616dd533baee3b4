// The mask of a rate, position by position, against its formulas over 20,000 draws.
import { foldIn, key } from '@backdropjs/random';
import { expect, it } from 'vitest';
import { prepareMask } from './mask';
import type { MaskScale } from './scale';

const draws = 20_000;
const n = 10;

/** Chances of `k` kept of `n`: binomial, but that one is kept in place of none. */
function chancesOfKept(rate: number): number[] {
  const binomial = Array.from({ length: n + 1 }, () => 0);
  binomial[0] = rate ** n;
  for (let k = 1; k <= n; k++) binomial[k] = (binomial[k - 1]! * (n - k + 1) * (1 - rate)) / (k * rate);
  return binomial.map((chance, k) => (k === 0 ? 0 : chance + (k === 1 ? binomial[0]! : 0)));
}

it.each<[MaskScale, number]>([
  ['realized', 0.5],
  ['realized', 0.9],
  ['expected', 0.5],
  ['expected', 0.9],
  ['none', 0.7],
])('in %s scale at rate %f, a weight has its expectation and its variance', (scale, rate) => {
  const factorOf = (kept: number) => ({ realized: n / kept, expected: 1 / (1 - rate), none: 1 })[scale];
  // Given k kept, a position is one of them with the chance k / n.
  const moment = (power: number) =>
    chancesOfKept(rate).reduce(
      (sum, chance, k) => (k === 0 ? sum : sum + chance * (k / n) * factorOf(k) ** power),
      0,
    );
  const [mean, square] = [moment(1), moment(2)];
  if (scale === 'realized') expect(mean).toBeCloseTo(1, 12);
  if (scale === 'expected') expect(mean).toBeCloseTo(1 + rate ** n / (n * (1 - rate)), 12);
  const all = Array.from({ length: draws }, (_, step) => {
    const options = { rate, axes: [0], key: foldIn(key('rate'), step), scale };
    const { values, factor } = prepareMask('backdrop', [n], options).draw();
    return values.map((value) => value * factor);
  });
  const within = (sample: number[], expected: number, message: string) => {
    const average = sample.reduce((a, b) => a + b, 0) / draws;
    const variance = sample.reduce((sum, value) => sum + (value - average) ** 2, 0) / (draws - 1);
    expect(Math.abs(average - expected), message).toBeLessThan(5 * Math.sqrt(variance / draws));
  };
  for (let i = 0; i < n; i++) {
    const weights = all.map((drawn) => drawn[i]!);
    within(weights, mean, `mean at ${i}`);
    within(
      weights.map((weight) => (weight - mean) ** 2),
      square - mean ** 2,
      `variance at ${i}`,
    );
  }
});
