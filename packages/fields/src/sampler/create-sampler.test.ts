import { describe, expect, it, vi } from 'vitest';
import { mostDifferent } from '../../test/fixtures';
import { createSampler, multiscale, squaredExponential } from '../index';
import type { SamplerOptions } from './options';

const model = squaredExponential({ correlationLength: 4 });
const shape = [36, 50] as const;

describe('createSampler', () => {
  it('draws a field that depends on the seed and its number only', async () => {
    const sampler = await createSampler({ model, shape, seed: 1 });
    const again = await createSampler({ model, shape, seed: 1n });
    const other = await createSampler({ model, shape, seed: '1' });
    const inOrder = [...sampler.realizations({ count: 6 })];
    for (const i of [5, 0, 3, 2, 1, 4, 4]) {
      expect(again.realization(i)).toEqual(inOrder[i]);
      expect(other.realization(i)).not.toEqual(inOrder[i]);
    }
    expect([...again.realizations({ from: 3, count: 2 })]).toEqual(inOrder.slice(3, 5));
    expect(new Set(inOrder.map((field) => field[0])).size).toBe(6);
    expect([...sampler.realizations({ count: 0 })]).toEqual([]);
  });

  it('gives new arrays, which the caller may write to', async () => {
    const sampler = await createSampler({ model, shape, seed: 1 });
    const first = sampler.realization(0);
    const value = first[0];
    first.fill(0);
    expect(sampler.realization(0)[0]).toBe(value);
    expect(first).toHaveLength(36 * 50);
  });

  it('fills an array', async () => {
    const sampler = await createSampler({ model, shape, seed: 1 });
    const out = new Float32Array(36 * 50);
    expect(sampler.fill(out, 3)).toBe(out);
    expect(out).toEqual(sampler.realization(3));
    for (const wrong of [new Float32Array(7), new Float64Array(36 * 50), undefined]) {
      expect(() => sampler.fill(wrong as Float32Array, 3)).toThrow(
        'fill: out must be a Float32Array of length 1800, got',
      );
    }
  });

  it('draws the same fields in both precisions', async () => {
    const double = await createSampler({ model, shape, seed: 1, dtype: 'float64' });
    const single = await createSampler({ model, shape, seed: 1, dtype: 'float32' });
    expect(double.realization(5)).toBeInstanceOf(Float64Array);
    expect(single.realization(5)).toBeInstanceOf(Float32Array);
    expect(mostDifferent(single.realization(5), double.realization(5))).toBeLessThan(5e-6);
  });

  it('gives the same fields without WebAssembly, to rounding in single precision', async () => {
    const scales = [[1.5, 2.5]];
    const set = () => multiscale({ size: 48, scales, amplitudes: [1], perClass: 2, seed: 1 });
    const draw = async (dtype: 'float32' | 'float64') =>
      (await createSampler({ model, shape, seed: 1, dtype })).realization(3);
    const [double, single, sample] = [await draw('float64'), await draw('float32'), set().sample(3).field];
    vi.stubGlobal('WebAssembly', undefined);
    try {
      expect(mostDifferent(await draw('float64'), double)).toBe(0);
      expect(mostDifferent(await draw('float32'), single)).toBeLessThan(5e-6);
      expect(await draw('float32')).toEqual(Float32Array.from(double));
      expect(mostDifferent(set().sample(3).field, sample)).toBe(0);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('scales with the deviation, and with the unit of length', async () => {
    const field = (await createSampler({ model, shape, seed: 1, dtype: 'float64' })).realization(0);
    const large = squaredExponential({ correlationLength: 4, variance: 9 });
    const scaled = (await createSampler({ model: large, shape, seed: 1, dtype: 'float64' })).realization(0);
    expect(
      mostDifferent(
        scaled,
        field.map((value) => 3 * value),
      ),
    ).toBeLessThan(1e-14 * 9);
    const inMillimetres = squaredExponential({ correlationLength: 4000 });
    const spaced = { model: inMillimetres, shape, spacing: 1000, seed: 1, dtype: 'float64' } as const;
    expect(mostDifferent((await createSampler(spaced)).realization(0), field)).toBeLessThan(1e-13);
  });

  it('draws the same field on a finer grid over the same area', async () => {
    const long = squaredExponential({ correlationLength: 9, anisotropy: { ratio: 0.7, angle: 1 } });
    const coarse = await createSampler({
      model: long,
      shape: [40, 60],
      spacing: [2, 2],
      seed: 5,
      dtype: 'float64',
    });
    const fine = await createSampler({ model: long, shape: [80, 120], seed: 5, dtype: 'float64' });
    for (const i of [0, 1]) {
      const field = fine.realization(i);
      const shared = Float64Array.from(
        { length: 2400 },
        (_, k) => field[2 * Math.floor(k / 60) * 120 + 2 * (k % 60)]!,
      );
      expect(mostDifferent(coarse.realization(i), shared)).toBeLessThan(1e-12);
    }
  });

  it('draws columns where a transposed model and grid draw rows', async () => {
    const turned = (ratio: number) =>
      squaredExponential({ correlationLength: 6, anisotropy: { ratio, angle: 0 } });
    const roughness = (field: Float32Array, width: number) => {
      let across = 0;
      let down = 0;
      for (let i = width; i < field.length; i++) {
        across += (field[i]! - field[i - 1]!) ** 2;
        down += (field[i]! - field[i - width]!) ** 2;
      }
      return down / across;
    };
    const wide = await createSampler({ model: turned(0.25), shape: [64, 96], seed: 1 });
    const tall = await createSampler({ model: turned(4), shape: [64, 96], seed: 1 });
    expect(roughness(wide.realization(0), 96)).toBeGreaterThan(8);
    expect(roughness(tall.realization(0), 96)).toBeLessThan(1 / 8);
  });

  it('reports what it does', async () => {
    const { report } = await createSampler({
      model: squaredExponential({ correlationLength: 10 }),
      shape: [256, 256],
      seed: 1,
    });
    expect(report.embedding).toEqual([256, 256]);
    // Amplitudes exp(-pi^2 l^2 m^2 / n^2) fall below 1e-5 beyond m = 27.6.
    expect(report.band).toEqual([27, 27]);
    expect(report.modes).toBeGreaterThan(Math.PI * 26.5 ** 2);
    expect(report.modes).toBeLessThan(Math.PI * 28.5 ** 2);
    expect(report.lostVariance).toBeLessThan(1.2e-10);
    expect(report.covarianceError).toBeLessThan(2e-10);
    expect(report.effectiveSamples).toBeCloseTo(256 ** 2 / (Math.PI * 100), 6);
    // On a torus of five lengths the covariance with the nearest images at half the torus is twice the model's.
    const tight = await createSampler({
      model: squaredExponential({ correlationLength: 10 }),
      shape: [50, 50],
      seed: 1,
    });
    expect(tight.report.covarianceError).toBeCloseTo(Math.exp(-(25 ** 2) / 200), 3);
  });

  it('draws numbers along one row, and a single number', async () => {
    const line = await createSampler({ model, shape: [1, 60], seed: 1 });
    expect(line.report.covarianceError).toBeLessThan(1e-9);
    expect(line.realization(0)).toHaveLength(60);
    const point = await createSampler({ model, shape: [1, 1], seed: 1 });
    expect(point.realization(1)).toHaveLength(1);
  });

  const rejected: [Partial<Record<keyof SamplerOptions, unknown>>, string][] = [
    [{ shape: [77, 80] }, 'shape[0] must be a product of powers of 2, 3 and 5, got 77; the next is 80'],
    [{ shape: [80, 1022] }, 'shape[1] must be a product of powers of 2, 3 and 5, got 1022; the next is 1024'],
    [{ shape: [0, 80] }, 'shape[0] must be an integer in [1, 32768], got 0'],
    [{ shape: [8.5, 80] }, 'shape[0] must be an integer in [1, 32768], got 8.5'],
    [{ shape: [] }, 'shape must be one to three numbers, rows before columns, got '],
    [
      { shape: [2, 2, 2, 2] },
      'shape must be one to three numbers, rows before columns, got Array of length 4',
    ],
    [{ shape: undefined }, 'shape must be one to three numbers, rows before columns, got undefined'],
    [{ spacing: [1] }, 'spacing must be a number or one for each axis, got Array of length 1'],
    [{ tolerance: 0 }, 'tolerance must be a number in [1e-14, 1], got 0'],
    [{ indefinite: 'ignore' }, "indefinite must be 'throw' or 'clip', got \"ignore\""],
    [{ boundary: { padding: -1 } }, 'boundary.padding must be an integer in [0, 32768], got -1'],
    [{ boundary: { padding: '5' } }, 'boundary.padding must be an integer in [0, 32768], got "5"'],
    [{ boundary: { padding: 0 }, shape: [4, 0] }, 'shape[1] must be an integer in [1, 32768], got 0'],
    [{ spacing: 0 }, 'spacing[0] must be a number in [1e-50, 1e+50], got 0'],
    [{ spacing: [1, -1] }, 'spacing[1] must be a number in [1e-50, 1e+50], got -1'],
    [{ dtype: 'float16' }, "dtype must be 'float32' or 'float64', got \"float16\""],
    [{ boundary: { padding: 5, tolernce: 1 } }, 'options must be among padding, got "tolernce"'],
    [{ boundary: {} }, "boundary must be 'periodic' or { padding }, got Object"],
    [{ shape: '88' }, 'shape must be one to three numbers, rows before columns, got "88"'],
    [{ shape: { length: 1 } }, 'shape must be one to three numbers, rows before columns, got Object'],
    [{ shape: new DataView(new ArrayBuffer(2)) }, 'shape must be one to three numbers, rows before columns'],
    [{ shape: [8], spacing: '1' }, 'spacing[0] must be a number in [1e-50, 1e+50], got "1"'],
    [{ shape: [8], spacing: { length: 1 } }, 'spacing[0] must be a number in [1e-50, 1e+50], got Object'],
    [
      { spacing: new DataView(new ArrayBuffer(2)) },
      'spacing[0] must be a number in [1e-50, 1e+50], got DataView',
    ],
    [{ boundary: 'open' }, 'boundary must be \'periodic\' or { padding }, got "open"'],
    [
      { model: 'squaredExponential' },
      'model must be a covariance model, say of squaredExponential, got "squaredExponential"',
    ],
  ];

  it.each(rejected)('rejects %j', async (wrong, message) => {
    const options = { model, shape, seed: 1, ...wrong } as SamplerOptions;
    await expect(createSampler(options)).rejects.toThrow(`createSampler: ${message}`);
  });

  it('rejects seeds and numbers of fields that are none', async () => {
    for (const seed of [0.5, undefined, null, {}]) {
      await expect(createSampler({ model, shape, seed: seed as number })).rejects.toThrow(
        'key: seeds must be',
      );
    }
    const sampler = await createSampler({ model, shape, seed: 1 });
    for (const i of [-1, 0.5, Number.NaN, 2 ** 33]) {
      expect(() => sampler.realization(i)).toThrow(
        `realization: i must be an integer in [0, ${2 ** 33 - 1}], got ${i}`,
      );
      expect(() => sampler.fill(new Float32Array(1800), i)).toThrow('fill: i must be an integer');
      expect(() => sampler.realizations({ from: i, count: 1 })).toThrow(
        'realizations: from must be an integer',
      );
    }
    expect(() => sampler.realizations({ count: -1 })).toThrow('realizations: count must be an integer');
    expect(sampler.realization(2 ** 33 - 1)).toHaveLength(1800);
  });
});
