// Fields are a function of their options in every engine: VERSIONING.md says what it takes to change one of these hashes.
import { expect, it } from 'vitest';
import { condition } from '../src/condition';
import {
  blobs,
  cauchy,
  createSampler,
  cubic,
  exponential,
  lognormal,
  matern,
  multiscale,
  nugget,
  powerSpectrum,
  rationalQuadratic,
  spherical,
  squaredExponential,
  stable,
  sum,
} from '../src/index';
import { moduleBytes } from '../src/simd/kernels';
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

it('fields of every model, on one to three axes, padded and periodic', async () => {
  const anisotropy = { ratio: 0.5, angle: 0.4, depthRatio: 0.7 };
  const padded = { boundary: { padding: 'auto' }, indefinite: 'clip', tolerance: 1e-4 } as const;
  const samplers = [
    { model: matern({ correlationLength: 3, smoothness: 1.3, anisotropy }), shape: [33, 41], ...padded },
    { model: exponential({ correlationLength: 3 }), shape: [100], ...padded },
    { model: spherical({ correlationLength: 4, anisotropy }), shape: [9, 10, 11], ...padded },
    { model: rationalQuadratic({ correlationLength: 2, alpha: 1.7 }), shape: [31, 30], ...padded },
    { model: squaredExponential({ correlationLength: 2, anisotropy }), shape: [12, 16, 20] },
    { model: sum(squaredExponential({ correlationLength: 4 }), nugget({ variance: 0.1 })), shape: [45, 36] },
    { model: powerSpectrum((k) => (k === 0 ? 0 : 1 / (k * k * k))), shape: [48, 60] },
    { model: stable({ correlationLength: 2, alpha: 1.3 }), shape: [30, 20], ...padded },
    { model: cauchy({ correlationLength: 2, alpha: 1.5, beta: 4 }), shape: [40], ...padded },
    { model: cubic({ correlationLength: 5, anisotropy }), shape: [20, 24], ...padded },
  ];
  const hashes = [];
  for (const options of samplers) {
    for (const dtype of ['float32', 'float64'] as const) {
      const sampler = await createSampler({ ...options, dtype, seed: 'models' });
      hashes.push(`${hash(sampler.realization(0))} ${hash(sampler.realization(5))}`);
    }
  }
  expect(hashes).toEqual([
    '15fa9155 092d3ff6',
    'eb23a101 57b96c21',
    '7f2a1710 5a756c69',
    '8a9eb2bf 5f1ac8c8',
    '6ee0b4d7 c5a8023a',
    '42426d72 e9200001',
    'd8a73d0a b0b9f016',
    '5f8722c5 9bdb244a',
    'b4cebb3c e6409e6a',
    'f2c653b9 540fb13d',
    'a7669f60 f7fad8b2',
    'e54c5960 ab14b544',
    '9b269595 2e6ec008',
    '3b4c7c8f d66a518f',
    '389abb4a e9b0f7c3',
    'a6188bda 14cd7a9d',
    '947b6404 6e9bf6e3',
    'b9d38741 ee69b4bb',
    '66ecfce4 49ecf68e',
    'ee8fc7cc db0c362b',
  ]);
});

it('blobs and transformed fields', async () => {
  const { realization } = await blobs({ size: 70, correlationLength: 4, seed: 1 });
  const field = realization(2);
  expect([hash(field), hash(lognormal(field))]).toEqual(['c3ac28b7', '90578b0c']);
});

it('conditioned fields, truncated covariances and the kernels', async () => {
  const model = matern({ correlationLength: 4, smoothness: 1.5 });
  const sampler = await createSampler({
    model,
    shape: [20, 24],
    boundary: { padding: 'auto' },
    dtype: 'float64',
    seed: 1,
  });
  const drawn = condition(sampler, {
    points: [
      [2, 3],
      [15, 20],
    ],
    values: [1, -1],
    noise: 0.1,
    seed: 2,
  });
  expect([hash(sampler.realization(1)), hash(drawn.realization(1)), hash(drawn.mean)]).toEqual([
    '02474b04',
    '326a11ef',
    '4f245bf2',
  ]);
  expect((['float64', 'float32'] as const).map((precision) => hash(moduleBytes(precision)))).toEqual([
    '9410f06b',
    '7ec558fb',
  ]);
});
