// Options that are misspelled or missing are errors, whatever the function.
import { describe, expect, it } from 'vitest';
import {
  blobs,
  createSampler,
  effectiveSampleSize,
  empiricalCovariance,
  exponential,
  lognormal,
  matern,
  multiscale,
  nugget,
  powerSpectrum,
  radialSpectrum,
  rationalQuadratic,
  spherical,
  squaredExponential,
  variogram,
} from '../src/index';

type Options = Record<string, unknown>;

const model = squaredExponential({ correlationLength: 2 });
const field = new Float32Array(64);
const scales = { scales: [[2], [4]], amplitudes: [1, 1] };

/** Each function, what it takes, and the first option that it cannot do without. */
const functions: [name: string, run: (options: never) => unknown, right: Options, required?: string][] = [
  ['squaredExponential', squaredExponential, { correlationLength: 1 }, 'correlationLength'],
  ['exponential', exponential, { correlationLength: 1 }, 'correlationLength'],
  ['spherical', spherical, { correlationLength: 1 }, 'correlationLength'],
  ['matern', matern, { correlationLength: 1, smoothness: 1 }, 'smoothness'],
  ['rationalQuadratic', rationalQuadratic, { correlationLength: 1, alpha: 1 }, 'alpha'],
  ['nugget', nugget, { variance: 1 }],
  ['powerSpectrum', (options) => powerSpectrum(() => 1, options), { variance: 1 }],
  ['createSampler', createSampler, { model, shape: [8, 8], seed: 1 }, 'model'],
  ['multiscale', multiscale, { size: 16, ...scales, perClass: 1, seed: 1 }, 'size'],
  ['blobs', blobs, { size: 64, correlationLength: 3, seed: 1 }, 'correlationLength'],
  [
    'empiricalCovariance',
    (options) => empiricalCovariance(field, options),
    { shape: [8, 8], maxLag: 2 },
    'shape',
  ],
  ['variogram', (options) => variogram(field, options), { shape: [8, 8], maxLag: 2 }, 'shape'],
  ['radialSpectrum', (options) => radialSpectrum(field, options), { shape: [8, 8] }, 'shape'],
  ['effectiveSampleSize', (options) => effectiveSampleSize(model, options), { shape: [8, 8] }, 'shape'],
  ['lognormal', (options) => lognormal(field, options), { mu: 1 }],
];

describe.each(functions)('%s', (name, run, right, required) => {
  /** The message of the error, thrown or rejected. */
  const failure = async (options: unknown) => {
    try {
      await run(options as never);
    } catch (error) {
      return (error as Error).message;
    }
    return 'none';
  };

  it('accepts its options, also when those with a default are undefined', async () => {
    expect(await failure(right)).toBe('none');
    expect(await failure({ ...right, spelled: undefined })).toBe('none');
  });

  it('names a misspelled option and the right ones', async () => {
    const message = await failure({ ...right, lenght: 1 });
    expect(message).toMatch(`${name}: options must be among `);
    expect(message).toMatch(/, got "lenght"$/);
    for (const option of Object.keys(right)) if (option !== required) expect(message).toContain(option);
  });

  it('names the first missing option', async () => {
    for (const missing of [{}, undefined]) {
      const message = await failure(missing);
      if (required === undefined) expect(message).toBe('none');
      else if (missing) expect(message).toMatch(new RegExp(`^${name}: ${required} must be .*got undefined$`));
      else expect(message).toMatch(new RegExp(`^${name}: .*got undefined$`));
    }
  });
});

it('misspelled parts of an anisotropy and of a range are errors too', async () => {
  const anisotropy = { ratio: 1, angel: 0 } as never;
  for (const run of [
    () => squaredExponential({ correlationLength: 1, anisotropy }),
    () => powerSpectrum(() => 1, { anisotropy }),
  ]) {
    expect(run).toThrow('options must be among ratio, angle, depthRatio, got "angel"');
  }
  const sampler = await createSampler({ model, shape: [8, 8], seed: 1 });
  expect(() => sampler.realizations({ cuont: 1 } as never)).toThrow(
    'options must be among from, count, got "cuont"',
  );
  expect(() => sampler.realizations(undefined as never)).toThrow('realizations: options must be an object');
});
