import { key, normal } from '@backdropjs/random';
import { describe, expect, it } from 'vitest';
import {
  createSampler,
  effectiveSampleSize,
  empiricalCovariance,
  exponential,
  powerSpectrum,
  radialSpectrum,
  squaredExponential,
  variogram,
} from '../index';

/** All points of a small grid with their indices. */
function points(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (all, length) => all.flatMap((at) => Array.from({ length }, (_, i) => [...at, i])),
    [[]],
  );
}

describe.each([[[9]], [[5, 8]], [[3, 4, 5]]])('on a grid of %j', (shape) => {
  const at = points(shape);
  const field = normal(key('statistics'), at.length).map((x) => x + 2);

  it.each([true, false])('empiricalCovariance is its definition, periodic: %s', (periodic) => {
    const maxLag = 2;
    const mean = 1.5;
    const { values, shape: lags } = empiricalCovariance(field, { shape, maxLag, mean, periodic });
    const limits = shape.map((n) => Math.min(maxLag, periodic ? Math.floor(n / 2) : n - 1));
    expect(lags).toEqual(limits.map((limit) => 2 * limit + 1));
    points(lags).forEach((position, l) => {
      let [sum, count] = [0, 0];
      at.forEach((x, i) => {
        const y = x.map((c, a) => c + position[a]! - limits[a]!);
        const j = at.findIndex((z) =>
          z.every((c, a) => c === (periodic ? (y[a]! + shape[a]!) % shape[a]! : y[a])),
        );
        if (j < 0) return;
        sum += (field[i]! - mean) * (field[j]! - mean);
        count++;
      });
      expect(values[l]).toBeCloseTo(sum / count, 12);
    });
  });

  it.each([
    [false, 3],
    [true, 3],
    [true, 9],
  ])('variogram is its definition, periodic: %s, maxLag: %i', (periodic, maxLag) => {
    const options = { shape, maxLag, bins: 2, spacing: 1.5, periodic };
    const { distance, value, pairs } = variogram(field, options);
    const limits = shape.map((n) => Math.min(maxLag, periodic ? Math.floor(n / 2) : n - 1));
    const longest = 1.5 * Math.max(...limits);
    const sums = [0, 1].map(() => ({ distance: 0, value: 0, pairs: 0 }));
    at.forEach((x, i) => {
      at.slice(i + 1).forEach((y, k) => {
        const apart = x.map((c, a) => {
          const steps = Math.abs(c - y[a]!);
          return periodic ? Math.min(steps, shape[a]! - steps) : steps;
        });
        const d = 1.5 * Math.hypot(...apart);
        if (d > longest || apart.some((steps, a) => steps > limits[a]!)) return;
        const sum = sums[Math.ceil((2 * d) / longest) - 1]!;
        sum.pairs++;
        sum.distance += d;
        sum.value += (field[i]! - field[i + 1 + k]!) ** 2 / 2;
      });
    });
    sums
      .filter((sum) => sum.pairs > 0)
      .forEach((sum, bin) => {
        expect(pairs[bin]).toBe(sum.pairs);
        expect(distance[bin]).toBeCloseTo(sum.distance / sum.pairs, 12);
        expect(value[bin]).toBeCloseTo(sum.value / sum.pairs, 12);
      });
  });

  it('radialSpectrum adds up to the variance of the field', () => {
    const { power, modes } = radialSpectrum(field, { shape, spacing: 0.5 });
    const mean = field.reduce((a, b) => a + b) / field.length;
    const variance = field.reduce((sum, x) => sum + (x - mean) ** 2, 0) / field.length;
    expect(power.reduce((sum, value, i) => sum + value * modes[i]!, 0)).toBeCloseTo(variance, 12);
  });

  it('effectiveSampleSize is its definition', () => {
    const model = exponential({ correlationLength: 2, variance: 3 });
    const { mean, meanSquare } = effectiveSampleSize(model, { shape });
    let [first, second] = [0, 0];
    for (const x of at) {
      for (const y of at) {
        const rho = model.covariance(...x.map((c, a) => c - y[a]!)) / 3;
        first += rho;
        second += rho ** 2;
      }
    }
    expect(mean).toBeCloseTo(at.length ** 2 / first, 10);
    expect(meanSquare).toBeCloseTo(at.length ** 2 / second, 10);
  });
});

describe('the variogram', () => {
  const line = normal(key('line'), 60);

  it('has the same classes whatever the spacing', () => {
    const classes = (spacing: number) => [...variogram(line, { shape: [60], maxLag: 12, spacing }).pairs];
    const expected = classes(1);
    expect(expected).toHaveLength(12);
    // Neighbors stand alone.
    expect(expected[0]).toBe(59);
    for (let i = 1; i < 400; i++) expect(classes(i / 100)).toEqual(expected);
  });

  it('has the same values whatever the mean', () => {
    const { value } = variogram(line, { shape: [60], maxLag: 12 });
    const moved = variogram(
      line.map((z) => z + 2 ** 20),
      { shape: [60], maxLag: 12 },
    );
    moved.value.forEach((v, i) => {
      expect(v).toBeCloseTo(value[i]!, 9);
    });
  });
});

it('statistics take fields of integers, and refuse what is no mean and no covariance', () => {
  const bits = Uint8Array.of(0, 1, 0, 1) as unknown as Float32Array;
  const { values } = empiricalCovariance(bits, { shape: [4], maxLag: 0, mean: 0.5 });
  expect([...values]).toEqual([0.25]);
  expect(() => empiricalCovariance(bits, { shape: [4], maxLag: 0, mean: Number.NaN })).toThrow(
    'empiricalCovariance: mean must be a number in [-1e+100, 1e+100], got NaN',
  );
  expect(() => effectiveSampleSize(powerSpectrum(() => 1) as never, { shape: [4] })).toThrow(
    'effectiveSampleSize: model must have a covariance function, got Object',
  );
  const model = exponential({ correlationLength: 2 });
  expect(() => effectiveSampleSize(model, { shape: [8], spacing: '1' as never })).toThrow(
    'effectiveSampleSize: spacing[0] must be a number in [1e-50, 1e+50], got "1"',
  );
});

describe('of fields', () => {
  it('the variogram is the variance less the covariance', async () => {
    const model = exponential({ correlationLength: 2 });
    const shape = [60, 60];
    const sampler = await createSampler({ model, shape, boundary: { padding: 'auto' }, seed: 1 });
    const fields = [...sampler.realizations({ count: 40 })];
    const found = fields.map((field) => variogram(field, { shape, maxLag: 6 }));
    const samples = sampler.report.effectiveSamples * fields.length;
    found[0]!.distance.forEach((distance, bin) => {
      const value = found.reduce((sum, one) => sum + one.value[bin]!, 0) / fields.length;
      // The covariance is convex: its mean over a bin's distances is a little more than at their mean.
      expect(Math.abs(value - (1 - Math.exp(-distance / 2)))).toBeLessThan(6 * Math.sqrt(2 / samples) + 0.01);
    });
  });

  it('the radial spectrum is the power spectrum they were drawn from', async () => {
    const model = powerSpectrum((k) => (k === 0 ? 0 : k ** -3));
    const shape = [64, 64];
    const sampler = await createSampler({ model, shape, spacing: 2, seed: 1 });
    const fields = [...sampler.realizations({ count: 30 })];
    const found = fields.map((field) => radialSpectrum(field, { shape, spacing: 2 }));
    const { wavenumber, modes } = found[0]!;
    expect(wavenumber[0]).toBeCloseTo((2 * Math.PI) / 128, 1);
    const power = wavenumber.map((_, i) => found.reduce((sum, one) => sum + one.power[i]!, 0) / 30);
    const total = power.reduce((sum, value, i) => sum + value * modes[i]!, 0);
    // From the third shell to the eighth, where k^-3 changes little within a shell.
    for (let shell = 4; shell < 20; shell++) {
      const ratio =
        power[shell]! / power[2 * shell + 1]! / (wavenumber[2 * shell + 1]! / wavenumber[shell]!) ** 3;
      const error = Math.sqrt(2 / (30 * modes[shell]!) + 2 / (30 * modes[2 * shell + 1]!));
      if (2 * shell + 1 < 30) expect(Math.abs(ratio - 1)).toBeLessThan(6 * error + 0.08);
    }
    expect(total).toBeCloseTo(1, 0);
  });

  it('effective samples of a small length are the known ones', () => {
    const model = squaredExponential({ correlationLength: 3 });
    const { meanSquare } = effectiveSampleSize(model, { shape: [300, 300] });
    expect(meanSquare / (300 ** 2 / (Math.PI * 9))).toBeCloseTo(1, 1);
  });
});

describe('options', () => {
  const field = new Float64Array(12);
  it('that are out of range are errors', () => {
    expect(() => empiricalCovariance(field, { shape: [3, 5], maxLag: 1 })).toThrow(
      'empiricalCovariance: field must have as many numbers as shape [3,5], got 12',
    );
    expect(() => variogram(field, { shape: [3, 4], maxLag: -1 })).toThrow(
      'variogram: maxLag must be an integer',
    );
    expect(() => variogram(field, { shape: [3, 4], maxLag: 1, bins: 0 })).toThrow('variogram: bins must be');
    expect(() => radialSpectrum(new Float64Array(7), { shape: [7] })).toThrow('got 7; the next is 8');
  });
});

it('a covariance that is no number, and a model without variance, are refused', () => {
  const model = exponential({ correlationLength: 2 });
  const broken = { ...model, covariance: (lag: number) => (lag === 3 ? Number.NaN : 0.5) };
  expect(() => effectiveSampleSize(broken, { shape: [8] })).toThrow(
    new RangeError('effectiveSampleSize: model.covariance(3) must be finite, got NaN'),
  );
  const { variance: _, ...rest } = model;
  expect(() => effectiveSampleSize(rest as never, { shape: [8] })).toThrow(
    new TypeError('effectiveSampleSize: model.variance must be a number in [1e-50, 1e+50], got undefined'),
  );
});
