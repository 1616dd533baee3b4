// Fields are a function of their options in every engine: these hashes must not change but with a major version.
import { expect, it } from 'vitest';
import { createSampler, multiscale, squaredExponential } from '../src/index';
import { hash } from './fixtures';

it('fields of the sampler', async () => {
  const isotropic = {
    model: squaredExponential({ correlationLength: 3 }),
    shape: [64, 80],
    seed: 1,
  } as const;
  const anisotropic = {
    model: squaredExponential({ correlationLength: 7, variance: 2, anisotropy: { ratio: 0.4, angle: 0.3 } }),
    shape: [90, 75],
    spacing: [0.5, 2],
    seed: 'frozen',
  } as const;
  const white = { model: squaredExponential({ correlationLength: 0.2 }), shape: [32, 32], seed: 2 } as const;
  const hashes = [];
  for (const options of [isotropic, anisotropic, white]) {
    for (const dtype of ['float32', 'float64'] as const) {
      const sampler = await createSampler({ ...options, dtype });
      hashes.push([0, 1, 1000].map((i) => hash(sampler.realization(i))).join(' '));
    }
  }
  expect(hashes).toEqual([
    '38779923 3adf6239 06baec77',
    '2b140d57 e8d0adb8 619df0bf',
    '1ccca3a2 1d754558 a4351419',
    'dbc23950 d4e07032 b59326bd',
    '0019b450 3a02acaf a6b15006',
    '8da9d8bf 280e9b69 01c0f117',
  ]);
});

it('samples of the multi-scale set', () => {
  const options = {
    size: 96,
    scales: [
      [1.5, 2.5],
      [12, 20],
    ],
    amplitudes: [0.75, 1.25],
    perClass: 25,
    seed: 1,
  };
  const hashes = (['none', 'ensemble', 'sample'] as const).map((standardize) =>
    [0, 1, 98]
      .map((i) => hash(multiscale({ ...options, standardize, lengths: 'paper' }).sample(i).field))
      .join(' '),
  );
  expect(hashes).toEqual([
    'c86b36e8 ee55ec64 c6b7ce11',
    '7143b4ad 54d8b947 dcfb6c93',
    '6f88a683 e295362d 5d3b3785',
  ]);
});
