import { key } from '@backdropjs/random';
import { setBackend, type Tensor, tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, it } from 'vitest';
import { addMatchedNoise } from './matched-noise';

beforeAll(async () => {
  await setBackend('cpu');
});

it('adds noise of mean 0 whose mean square is that of masked - full, tensor by tensor', () => {
  const n = 20_000;
  const full = { a: tensor(new Float32Array(n).fill(3)), b: tensor(new Float32Array(n)) };
  const masked = { a: tensor(new Float32Array(n).fill(5)), b: tensor(new Float32Array(n)) };
  const noisy = addMatchedNoise(full, masked, key(1)) as Record<'a' | 'b', Tensor>;
  const noise = noisy.a.dataSync<'float32'>().map((value) => value - 3);
  const mean = noise.reduce((sum, value) => sum + value, 0) / n;
  const square = noise.reduce((sum, value) => sum + value * value, 0) / n;
  // Standard errors: 2 / sqrt(n) of the mean, 4 sqrt(2 / n) of the mean square.
  expect(Math.abs(mean)).toBeLessThan((5 * 2) / Math.sqrt(n));
  expect(Math.abs(square - 4)).toBeLessThan(5 * 4 * Math.sqrt(2 / n));
  expect(new Set(noisy.b.dataSync())).toEqual(new Set([0]));
});

it('draws other noise for another key and another tensor, the same for the same', () => {
  const full = { a: tensor([0, 0]), b: tensor([0, 0]) };
  const masked = { a: tensor([1, 1]), b: tensor([1, 1]) };
  const draw = (seed: number) => {
    const { a, b } = addMatchedNoise(full, masked, key(seed));
    return [[...a!.dataSync()], [...b!.dataSync()]];
  };
  const [a, b] = draw(1);
  expect(a).not.toEqual(b);
  expect(draw(1)).toEqual([a, b]);
  expect(draw(2)[0]).not.toEqual(a);
});
