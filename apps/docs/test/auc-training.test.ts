import { initBackend } from '@backdropjs/backend';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { steps, type TrainingPoint } from '../live/auc/settings';
import { train } from '../live/auc/training';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
});

async function run(seed: number, rate: number): Promise<TrainingPoint[]> {
  const points: TrainingPoint[] = [];
  await train({ seed, rate }, (point) => points.push(point));
  return points;
}

it('the full gradient learns the training samples by heart, masks slow that down, and repeat themselves', async () => {
  const full = await run(1, 0);
  expect(full.map(({ step }) => step)).toEqual(Array.from({ length: steps }, (_, i) => i));
  expect(full.at(-1)!.train).toBeGreaterThan(0.97);
  expect(Math.max(...full.map(({ test }) => test))).toBeGreaterThan(full.at(-1)!.test);
  expect(Math.max(...full.map(({ test }) => test))).toBeLessThan(0.85);
  const before = tf.memory().numTensors;
  const masked = await run(1, 0.9);
  expect(masked.at(-1)!.train).toBeLessThan(full.at(-1)!.train);
  expect(tf.memory().numTensors).toBe(before);
  expect(await run(1, 0.9)).toEqual(masked);
});
