import { describe, expect, it } from 'vitest';
import { type BlobsOptions, blobs, empiricalCovariance } from '../index';

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

describe('blobs', () => {
  it('have the covariance of their kernel length, and heavier tails than a Gaussian field', async () => {
    const size = 150;
    const { kernelLength, patchSize, patches, realization } = await blobs({
      size,
      correlationLength: 9.5,
      standardize: 'none',
      seed: 1,
    });
    expect([patchSize, patches]).toEqual([59, Math.floor(6 * (size / 35) ** 2)]);
    expect(kernelLength).toBeCloseTo(7.36, 2);
    const fields = Array.from({ length: 150 }, (_, i) => realization(i));
    const lags = fields.map((field) =>
      empiricalCovariance(Float64Array.from(field).subarray(0, 144 * 150), { shape: [144, 150], maxLag: 9 }),
    );
    const at = (dy: number, dx: number) => mean(lags.map(({ values }) => values[(9 + dy) * 19 + 9 + dx]!));
    // About 150^2 / (pi 7.36^2) = 132 independent numbers a field, of kurtosis about 4: error sqrt(3 / N).
    const error = Math.sqrt(3 / (132 * fields.length));
    for (const [dy, dx] of [
      [0, 0],
      [0, 4],
      [4, 0],
      [6, -6],
      [0, 9],
    ] as const) {
      const expected = Math.exp(-(dy * dy + dx * dx) / (2 * kernelLength ** 2));
      expect(Math.abs(at(dy, dx) - expected) / error).toBeLessThan(6);
    }
    const fourth = mean(fields.map((field) => mean(field.map((x) => x ** 4))));
    expect(fourth / at(0, 0) ** 2).toBeGreaterThan(3.4);
    expect(fourth / at(0, 0) ** 2).toBeLessThan(5);
  });

  it('are a function of the seed and their number, standardized by default', async () => {
    const options = { size: 60, correlationLength: 3, seed: 'a' };
    const first = await blobs(options);
    const again = await blobs(options);
    const field = first.realization(4);
    expect(again.realization(4)).toEqual(field);
    expect(again.realization(3)).not.toEqual(field);
    expect((await blobs({ ...options, seed: 'b' })).realization(4)).not.toEqual(field);
    expect(mean(field)).toBeCloseTo(0, 6);
    expect(mean(field.map((x) => x * x))).toBeCloseTo(1, 6);
  });

  it.each([
    [
      { correlationLength: 50 },
      'blobs: correlationLength must be below 50, got 50; createSampler draws longer ones',
    ],
    [{ correlationLength: 0 }, 'blobs: correlationLength must be a number in [1e-50, 1e+50], got 0'],
    [{ size: 49 }, 'blobs: size must be an integer in [50, 32768], got 49'],
    [{ standardize: 'ensemble' }, "blobs: standardize must be 'sample' or 'none', got \"ensemble\""],
  ])('reject %j', async (wrong, message) => {
    const options = { size: 60, correlationLength: 3, seed: 1, ...wrong } as BlobsOptions;
    await expect(blobs(options)).rejects.toThrow(message);
  });
});
