import { describe, expect, it } from 'vitest';
import { mostDifferent, type Plane, torusCovariance } from '../../test/fixtures';
import { createSampler } from '../index';
import { evenTransform } from '../synthesis/real-transform';
import { squaredExponential } from './squared-exponential';

describe('squaredExponential', () => {
  it('is variance exp(-r^2 / (2 l^2))', () => {
    const model = squaredExponential({ correlationLength: 3, variance: 2 });
    for (const [dy, dx] of [
      [0, 0],
      [1, 0],
      [0, -2],
      [3, 4],
      [-10, 7],
    ] as const) {
      expect(model.covariance(dy, dx)).toBeCloseTo(2 * Math.exp(-(dy * dy + dx * dx) / 18), 15);
    }
  });

  it('has its full length along the angle and ratio times that across', () => {
    const angle = 0.7;
    const model = squaredExponential({ correlationLength: 5, anisotropy: { ratio: 0.3, angle } });
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    expect(model.covariance(5 * s, 5 * c)).toBeCloseTo(Math.exp(-1 / 2), 14);
    expect(model.covariance(1.5 * c, -1.5 * s)).toBeCloseTo(Math.exp(-1 / 2), 14);
    // At angle 0 the main direction is that of the columns, dx.
    const flat = squaredExponential({ correlationLength: 5, anisotropy: { ratio: 0.3, angle: 0 } });
    expect(flat.covariance(0, 5)).toBeCloseTo(Math.exp(-1 / 2), 14);
    expect(flat.covariance(1.5, 0)).toBeCloseTo(Math.exp(-1 / 2), 14);
  });

  it('is exact along the main direction of thin ellipses', async () => {
    const [angle, r] = [0.3, 40];
    const model = squaredExponential({ correlationLength: 40, anisotropy: { ratio: 0.001, angle } });
    expect(model.covariance(r * Math.sin(angle), r * Math.cos(angle))).toBeCloseTo(Math.exp(-1 / 2), 12);
    const { report } = await createSampler({ model, shape: [32, 32], seed: 1 });
    expect(report.lostVariance).toBeLessThan(1e-6);
  });

  const toruses: [string, Plane][] = [
    ['square', { shape: [12, 12], spacing: [1, 1] }],
    ['wide', { shape: [8, 15], spacing: [1, 1] }],
    ['with unequal spacing', { shape: [10, 9], spacing: [0.5, 1.5] }],
    ['with one row', { shape: [1, 16], spacing: [1, 1] }],
  ];

  it.each(toruses)('has the eigenvalues of its wrapped covariance on a torus: %s', (_, torus) => {
    // From almost white noise, which takes the other way of the two, to almost constant fields.
    for (const correlationLength of [0.2, 0.4, 0.5, 1, 2, 5]) {
      for (const anisotropy of [
        { ratio: 1, angle: 0 },
        { ratio: 0.4, angle: 0.9 },
        { ratio: 1.5, angle: 2 },
      ]) {
        const model = squaredExponential({ correlationLength, variance: 3, anisotropy });
        const points = torus.shape[0] * torus.shape[1];
        const eigenvalues = model.eigenvalues(torus);
        expect(Math.min(...eigenvalues)).toBeGreaterThanOrEqual(0);
        const covariance = evenTransform(eigenvalues, torus.shape).map((value) => value / points);
        // The mean of the eigenvalues is the variance, and their transform the covariance.
        expect(eigenvalues.reduce((a, b) => a + b) / points / covariance[0]!).toBeCloseTo(1, 13);
        const scaled = covariance.map((value) => (value / covariance[0]!) * 3);
        expect(
          mostDifferent(scaled, torusCovariance(model, torus, torus.shape[0] === 1 ? 70 : 16)),
        ).toBeLessThan(1e-12);
      }
    }
  });

  it.each([
    [{ correlationLength: 0 }, 'correlationLength must be a number in [1e-50, 1e+50], got 0'],
    [{ correlationLength: -1 }, 'correlationLength must be a number in [1e-50, 1e+50], got -1'],
    [{ correlationLength: Number.NaN }, 'correlationLength must be a number in [1e-50, 1e+50], got NaN'],
    [{ correlationLength: Infinity }, 'correlationLength must be a number in [1e-50, 1e+50], got Infinity'],
    [{ correlationLength: 1, variance: 0 }, 'variance must be a number in [1e-50, 1e+50], got 0'],
    [
      { correlationLength: 1, anisotropy: { ratio: 0, angle: 0 } },
      'anisotropy.ratio must be a number in [0.001, 1000], got 0',
    ],
    [
      { correlationLength: 1, anisotropy: { ratio: 1, angle: Number.NaN } },
      'anisotropy.angle must be a number of radians',
    ],
  ])('rejects %j', (options, message) => {
    expect(() => squaredExponential(options)).toThrow(`squaredExponential: ${message}`);
  });
});
