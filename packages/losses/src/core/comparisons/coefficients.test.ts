import { expect, it } from 'vitest';
import { sigmoid, sigmoidSlope, softplus } from '../sigmoid';
import { sigmoidCoefficients } from './coefficients';

it('reproduces the sigmoid, its slope and its integral to rounding on the whole half line', () => {
  const c = sigmoidCoefficients();
  expect(Math.max(...c.map(Math.abs))).toBeLessThanOrEqual(1);
  for (let x = 0; x < 60; x += 0.01) {
    const sum = (power: number) =>
      c.reduce((s, ck, k) => s + ck * (k + 1) ** power * Math.exp(-(k + 1) * x), 0);
    expect(Math.abs(sum(0) / sigmoid(-x) - 1)).toBeLessThan(3e-15);
    expect(Math.abs(sum(1) / sigmoidSlope(x) - 1)).toBeLessThan(6e-14);
    expect(Math.abs(sum(-1) / softplus(-x) - 1)).toBeLessThan(3e-15);
  }
});
