// Lists with holes, which loops over arrays leave out: each is an error that names the place, none hangs.
import { describe, expect, it } from 'vitest';
import {
  createSampler,
  effectiveSampleSize,
  empiricalCovariance,
  exponential,
  multiscale,
  quantileMap,
  radialSpectrum,
  threshold,
  variogram,
} from '../src/index';

const model = exponential({ correlationLength: 2 });
const field = new Float64Array(64);
const hole = <T>(length: number, ...rest: T[]): T[] =>
  Object.assign(new Array<T>(length), { [length - 1]: rest[0] });

const cases: [string, () => unknown, string][] = [
  [
    'shape of createSampler',
    () => createSampler({ model, shape: new Array(2), boundary: { padding: 2 }, seed: 1 }),
    'shape[0] must be an integer',
  ],
  [
    'shape of createSampler, periodic',
    () => createSampler({ model, shape: hole(2, 8), seed: 1 }),
    'shape[0] must be an integer',
  ],
  [
    'spacing of createSampler',
    () => createSampler({ model, shape: [8, 8], spacing: hole(2, 1), seed: 1 }),
    'spacing[0] must be a number',
  ],
  [
    'shape of effectiveSampleSize',
    () => effectiveSampleSize(model, { shape: hole(2, 8) }),
    'shape[0] must be an integer',
  ],
  [
    'shape of variogram',
    () => variogram(field, { shape: hole(2, 8), maxLag: 1 }),
    'shape[0] must be an integer',
  ],
  [
    'shape of empiricalCovariance',
    () => empiricalCovariance(field, { shape: hole(2, 8), maxLag: 1 }),
    'shape[0] must be',
  ],
  [
    'shape of radialSpectrum',
    () => radialSpectrum(field, { shape: hole(2, 8) }),
    'shape[0] must be an integer',
  ],
  ['levels of threshold', () => threshold(field, hole(2, 1)), 'levels must be 1 to 255 ascending numbers'],
  ['target of quantileMap', () => quantileMap(field, hole(2, 1)), 'target[0] must be finite'],
  [
    'scales of multiscale',
    () => multiscale({ size: 16, scales: hole(2, [1]), amplitudes: [1, 1], perClass: 1, seed: 1 }),
    'scales must be lists',
  ],
  [
    'a scale of multiscale',
    () => multiscale({ size: 16, scales: [hole(2, 1)], amplitudes: [1], perClass: 1, seed: 1 }),
    'each length of scales[0] must be',
  ],
  [
    'amplitudes of multiscale',
    () => multiscale({ size: 16, scales: [[1], [2]], amplitudes: hole(2, 1), perClass: 1, seed: 1 }),
    'amplitudes[0] must be a number',
  ],
];

describe('holes are refused', () => {
  it.each(cases)('%s', async (_, run, message) => {
    await expect((async () => run())()).rejects.toThrow(message);
  });
});

describe('lists that are too long are not copied to be looked at', () => {
  const long = new Array(2 ** 32 - 1);
  const set = { size: 16, scales: long, amplitudes: [1], perClass: 1, seed: 1 };
  it.each([
    ['createSampler', () => createSampler({ model, shape: [8, 8], spacing: long, seed: 1 })],
    ['radialSpectrum', () => radialSpectrum(field, { shape: [8, 8], spacing: long })],
    ['multiscale', () => multiscale(set)],
    ['threshold', () => threshold(field, long)],
  ])('%s', async (name, run) => {
    await expect((async () => run())()).rejects.toThrow(
      new RegExp(`^${name}: .*, got Array of length 4294967295$`),
    );
  });
});

describe('what would take too much is refused with its size', () => {
  it.each([
    ['createSampler', () => createSampler({ model, shape: [32768, 32768], seed: 1 })],
    [
      'createSampler',
      () => createSampler({ model, shape: [1000, 1000, 1000], boundary: { padding: 0 }, seed: 1 }),
    ],
    ['createSampler', () => createSampler({ model, shape: [8, 8, 8], boundary: { padding: 900 }, seed: 1 })],
    ['effectiveSampleSize', () => effectiveSampleSize(model, { shape: [32768, 32768] })],
    ['multiscale', () => multiscale({ size: 32768, scales: [[1]], amplitudes: [1], perClass: 1, seed: 1 })],
  ])('%s', async (name, run) => {
    await expect((async () => run())()).rejects.toThrow(
      new RegExp(
        `^${name}: points must be at most 134217728, got \\d+; \\[[\\d,]+\\] takes \\d+ GiB for each array$`,
      ),
    );
  });

  it('also a set of too many classes', () => {
    const scales = Array.from({ length: 40 }, () => [1, 2, 3]);
    expect(() =>
      multiscale({ size: 16, scales, amplitudes: scales.map(() => 1), perClass: 1, seed: 1 }),
    ).toThrow('scales must make at most 65536 classes');
  });
});

it('powers of any size make the same field', async () => {
  const { powerSpectrum } = await import('../src/index');
  const draw = async (scale: number) =>
    (
      await createSampler({
        model: powerSpectrum((k) => scale * (k === 0 ? 0 : 1 / k)),
        shape: [16, 16],
        seed: 1,
      })
    ).realization(0);
  const field = await draw(1);
  for (const scale of [2 ** 1016, 2 ** -1000]) expect(await draw(scale)).toEqual(field);
});
