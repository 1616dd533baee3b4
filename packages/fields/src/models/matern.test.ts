import { describe, expect, it } from 'vitest';
import { exponential, matern, squaredExponential } from '../index';

/** Closed forms for half-integer smoothness, from Rasmussen and Williams, equation 4.16. */
const closed: [number, (z: number) => number][] = [
  [0.5, (z) => Math.exp(-z)],
  [1.5, (z) => (1 + z) * Math.exp(-z)],
  [2.5, (z) => (1 + z + z ** 2 / 3) * Math.exp(-z)],
  [3.5, (z) => (1 + z + (2 * z ** 2) / 5 + z ** 3 / 15) * Math.exp(-z)],
];

describe('matern', () => {
  it.each(closed)('of smoothness %d is its closed form to 1e-13', (smoothness, form) => {
    const { covariance } = matern({ correlationLength: 1, smoothness });
    for (let r = 1e-9; r < 100; r *= 1.37) {
      expect(Math.abs(covariance(r) - form(Math.sqrt(2 * smoothness) * r))).toBeLessThan(1e-13);
    }
    expect(covariance(0)).toBe(1);
  });

  it('of small smoothness follows the power law at small distances', () => {
    // 1 - rho = Gamma(1 - nu) / Gamma(1 + nu) (z / 2)^(2 nu) + O(z^2), with Gamma(0.9) and Gamma(1.1).
    const { covariance } = matern({ correlationLength: 1, smoothness: 0.1 });
    for (const r of [1e-15, 1e-12, 1e-9]) {
      const z = Math.sqrt(0.2) * r;
      expect(1 - covariance(r)).toBeCloseTo((1.068628702119319 / 0.951350769866873) * (z / 2) ** 0.2, 11);
    }
  });

  it('falls and is positive, for any smoothness', () => {
    for (const smoothness of [0.05, 0.3, 1, 7, 50, 1000]) {
      const { covariance } = matern({ correlationLength: 2, smoothness });
      let last = 1;
      for (let r = 0.01; r < 10; r *= 1.2) {
        const value = covariance(r);
        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThan(last);
        last = value;
      }
    }
  });

  it('tends to the squared exponential', () => {
    const smooth = matern({ correlationLength: 3, smoothness: 1000 });
    const limit = squaredExponential({ correlationLength: 3 });
    for (const r of [0.5, 2, 5]) expect(smooth.covariance(r)).toBeCloseTo(limit.covariance(r), 2);
    const rough = matern({ correlationLength: 3, smoothness: 0.5 });
    expect(rough.covariance(4, 5)).toBeCloseTo(exponential({ correlationLength: 3 }).covariance(4, 5), 13);
  });

  it.each([0, -1, Number.NaN, 1001])('rejects the smoothness %d', (smoothness) => {
    expect(() => matern({ correlationLength: 1, smoothness })).toThrow(
      `matern: smoothness must be a number in [0.05, 1000], got ${smoothness}`,
    );
  });
});
