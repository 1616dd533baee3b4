import { describe, expect, it } from 'vitest';
import { chiSquareZ, histogram, mean } from '../test/z';
import { key, uniform } from './index';

const n = 200_000;
const u = uniform(key('uniform'), n);

describe('uniform', () => {
  it('has mean 1/2 and variance 1/12', () => {
    expect(Math.abs(mean(n, (i) => u[i]!) - 1 / 2) / Math.sqrt(1 / 12 / n)).toBeLessThan(6);
    // The variance of (u - 1/2)^2 is 1/180.
    expect(Math.abs(mean(n, (i) => (u[i]! - 1 / 2) ** 2) - 1 / 12) / Math.sqrt(1 / 180 / n)).toBeLessThan(6);
  });

  it('fills 1000 bins evenly, and the 32 x 32 bins of neighbors', () => {
    expect(
      Math.abs(
        chiSquareZ(
          histogram(
            1000,
            u.map((x) => Math.floor(1000 * x)),
          ),
        ),
      ),
    ).toBeLessThan(6);
    const pairs = Array.from(
      { length: n / 2 },
      (_, i) => 32 * Math.floor(32 * u[2 * i]!) + Math.floor(32 * u[2 * i + 1]!),
    );
    expect(Math.abs(chiSquareZ(histogram(1024, pairs)))).toBeLessThan(6);
  });

  it('has 53 random bits, each set half of the time', () => {
    for (let bit = 1; bit <= 53; bit++) {
      const set = mean(n, (i) => Math.floor(u[i]! * 2 ** bit) % 2);
      expect(Math.abs(set - 1 / 2) / Math.sqrt(1 / 4 / n)).toBeLessThan(6);
    }
    expect(u.every((x) => Number.isInteger(x * 2 ** 53) && x >= 0 && x < 1)).toBe(true);
  });

  it('is cut to 24 bits in single precision', () => {
    const single = uniform(key('uniform'), new Float32Array(1000));
    single.forEach((x, i) => {
      expect(x).toBe(Math.floor(u[i]! * 2 ** 24) / 2 ** 24);
    });
  });
});
