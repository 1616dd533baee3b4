import { describe, expect, it } from 'vitest';
import { paperLength, paperPatch } from './lengths';

describe('paperLength', () => {
  it('is that of 50 points for each nominal length below 8, whatever the rounding', () => {
    for (let i = 1; i < 8000; i++) {
      const nominal = i / 1000;
      expect(paperPatch(nominal).points).toBe(50);
    }
  });

  it('gives the lengths of the paper’s four', () => {
    expect([9.5, 10, 80, 140].map((nominal) => Number(paperLength(nominal).toFixed(2)))).toEqual([
      7.36, 7.74, 79.92, 139.86,
    ]);
  });

  it('is about 0.78 of nominal lengths from 8 to 50, the nominal length above and nearly so far below', () => {
    for (const nominal of [8, 12, 20, 35, 49])
      expect(Math.abs(paperLength(nominal) / nominal - 0.78)).toBeLessThan(0.016);
    for (const nominal of [50, 100, 300])
      expect(Math.abs(paperLength(nominal) / nominal - 1)).toBeLessThan(0.001);
    for (const nominal of [0.5, 1, 2])
      expect(Math.abs(paperLength(nominal) / nominal - 0.97)).toBeLessThan(0.02);
  });

  it('is that of patches under their envelope', () => {
    // The product of the patch's covariance and the autocorrelation of exp(-23 r^2), by numerical integration.
    const side = 58;
    const patch = (8 / 50) * side;
    const envelope = (x: number) => Math.exp(-23 * (x / side) ** 2);
    const autocorrelation = (lag: number) => {
      let sum = 0;
      for (let x = -100; x <= 100; x++) sum += envelope(x) * envelope(x + lag);
      return sum;
    };
    const lag = 5;
    const correlation =
      Math.exp(-(lag ** 2) / (2 * patch ** 2)) * (autocorrelation(lag) / autocorrelation(0));
    expect(Math.sqrt(-(lag ** 2) / (2 * Math.log(correlation)))).toBeCloseTo(paperLength(9.5), 10);
  });
});
