// Models that are given by their spectrum, and what of a spectrum is drawn.
import { describe, expect, it } from 'vitest';
import { createSampler, nugget, powerSpectrum, squaredExponential, sum } from '../src/index';

describe('powerSpectrum', () => {
  it('gives each mode its power', async () => {
    const model = powerSpectrum((k) => (k === 0 ? 0 : k ** -2), {
      variance: 3,
      anisotropy: { ratio: 2, angle: 0 },
    });
    const powers = model.eigenvalues({ shape: [8, 8], spacing: [1, 1] });
    expect(powers[0]).toBe(0);
    expect(powers[1]! / powers[2]!).toBeCloseTo(4, 12);
    // Twice as long down the rows: the same power at half of the wave number.
    expect(powers[8]!).toBeCloseTo(powers[2]!, 12);
    const { report } = await createSampler({ model, shape: [8, 8], seed: 1 });
    expect(report.covarianceError).toBeUndefined();
  });

  it('rejects what is no spectrum', async () => {
    const draw = (f: (k: number) => number) =>
      createSampler({ model: powerSpectrum(f), shape: [8, 8], seed: 1 });
    await expect(draw((k) => 1 / k)).rejects.toThrow(
      'spectrum must be finite and not negative at 0, got Infinity',
    );
    await expect(draw(() => -1)).rejects.toThrow('got -1');
    await expect(draw(() => 0)).rejects.toThrow('spectrum must not be 0 for all wave numbers');
    expect(() => powerSpectrum(3 as never)).toThrow('spectrum must be a function of the wave number, got 3');
    await expect(
      createSampler({ model: powerSpectrum(() => 1), shape: [8], boundary: { padding: 'auto' }, seed: 1 }),
    ).rejects.toThrow('padding must be a number for powerSpectrum');
  });
});

it('weak white noise in a sum, and the tail of a power law, are not cut', async () => {
  const noisy = sum(squaredExponential({ correlationLength: 80 }), nugget({ variance: 1e-6 }));
  const steep = powerSpectrum((k) => (k === 0 ? 0 : k ** -6));
  for (const model of [noisy, steep]) {
    const { report } = await createSampler({ model, shape: [256, 256], seed: 1 });
    expect(report.lostVariance).toBeLessThan(1e-9);
    expect(report.band).toEqual([128, 128]);
  }
});
