// Fields with gaps: statistics over the pairs that are left, by their definition, or an error that says where.
import { key, normal } from '@backdropjs/random';
import { describe, expect, it } from 'vitest';
import { empiricalCovariance, lognormal, quantileMap, radialSpectrum, threshold, variogram } from '../index';

const shape = [6, 9];
const field = normal(key('gaps'), 54).map((value, i) =>
  [0, 7, 8, 30, 53].includes(i) ? Number.NaN : value + 5,
);

/** All ordered pairs of points with numbers, a lag apart. */
function pairsAt(dy: number, dx: number, periodic: boolean): [number, number][] {
  const found: [number, number][] = [];
  field.forEach((a, i) => {
    const [y, x] = [Math.floor(i / 9) + dy, (i % 9) + dx];
    if (!periodic && (y < 0 || y >= 6 || x < 0 || x >= 9)) return;
    const b = field[((y + 6) % 6) * 9 + ((x + 9) % 9)]!;
    if (!Number.isNaN(a) && !Number.isNaN(b)) found.push([a, b]);
  });
  return found;
}

describe.each([false, true])('with NaN left out, periodic: %s', (periodic) => {
  const options = { shape, periodic, maxLag: 2, missing: 'skip' } as const;

  it('empiricalCovariance is the mean over the pairs that are there', () => {
    const { values, pairs, shape: lags } = empiricalCovariance(field, { ...options, mean: 4.5 });
    expect(lags).toEqual([5, 5]);
    values.forEach((value, i) => {
      const found = pairsAt(Math.floor(i / 5) - 2, (i % 5) - 2, periodic);
      expect(pairs[i]).toBe(found.length);
      const sum = found.reduce((total, [a, b]) => total + (a - 4.5) * (b - 4.5), 0);
      expect(value).toBeCloseTo(sum / found.length, 11);
    });
  });

  it('variogram counts the pairs that are there, neighbors by themselves', () => {
    const { distance, value, pairs } = variogram(field, options);
    const found = [...pairsAt(0, 1, periodic), ...pairsAt(1, 0, periodic)];
    expect([distance[0], pairs[0]]).toEqual([1, found.length]);
    const sum = found.reduce((total, [a, b]) => total + (a - b) ** 2 / 2, 0);
    expect(value[0]).toBeCloseTo(sum / found.length, 11);
  });
});

it('a lag without pairs has no covariance, and no class in the variogram', () => {
  const sparse = Float64Array.of(1, Number.NaN, 3, Number.NaN);
  const { values, pairs } = empiricalCovariance(sparse, { shape: [4], maxLag: 1, missing: 'skip' });
  expect([...values]).toEqual([Number.NaN, 5, Number.NaN]);
  expect([...pairs]).toEqual([0, 2, 0]);
  expect([...variogram(sparse, { shape: [4], maxLag: 2, missing: 'skip' }).distance]).toEqual([2]);
});

it('without gaps, leaving them out changes no bit', () => {
  const whole = field.map((value) => (Number.isNaN(value) ? 1 : value));
  for (const statistic of [empiricalCovariance, variogram]) {
    const options = { shape, maxLag: 3 };
    expect(statistic(whole, { ...options, missing: 'skip' })).toEqual(statistic(whole, options));
  }
});

describe.each([
  ['variogram', (data: Float64Array) => variogram(data, { shape, maxLag: 2 })],
  ['empiricalCovariance', (data: Float64Array) => empiricalCovariance(data, { shape, maxLag: 2 })],
  ['radialSpectrum', (data: Float64Array) => radialSpectrum(data, { shape })],
  ['threshold', (data: Float64Array) => threshold(data, 0)],
  ['quantileMap', (data: Float64Array) => quantileMap(data, [1, 2])],
  ['lognormal', (data: Float64Array) => lognormal(data)],
] as const)('%s', (name, run) => {
  it('says where a number is not finite', () => {
    for (const wrong of [Number.NaN, Infinity, -Infinity]) {
      const data = new Float64Array(54);
      data[17] = wrong;
      expect(() => run(data)).toThrow(`${name}: field[17] must be finite, got ${wrong}`);
    }
    expect(() => run(null as never)).toThrow(`${name}: field must be a list of numbers, got null`);
  });
});

it('infinite numbers are no gaps', () => {
  const data = Float64Array.of(1, Infinity);
  expect(() => variogram(data, { shape: [2], maxLag: 1, missing: 'skip' })).toThrow(
    'field[1] must be finite',
  );
});

it('results that a number cannot hold are errors', () => {
  expect(() => lognormal(Float64Array.of(0, 710))).toThrow(
    'lognormal: result[1] must be finite, got Infinity',
  );
  expect(() => lognormal(Float32Array.of(89))).toThrow('lognormal: result[0] must be finite, got Infinity');
  expect(() => quantileMap(Float64Array.of(0), () => Number.NaN)).toThrow(
    'quantileMap: result[0] must be finite',
  );
  expect(() => quantileMap(Float64Array.of(0), [1, Number.NaN])).toThrow(
    'quantileMap: target[1] must be finite',
  );
});
