import { expect, it } from 'vitest';
import { cosineLearningRate } from './learning-rate';

it('falls from the learning rate to almost nothing along half a cosine', () => {
  const schedule = { learningRate: 0.2, steps: 300, warmupSteps: 0 };
  expect(cosineLearningRate(schedule, 0)).toBe(0.2);
  expect(cosineLearningRate(schedule, 100)).toBeCloseTo(0.15, 12);
  expect(cosineLearningRate(schedule, 150)).toBeCloseTo(0.1, 12);
  expect(cosineLearningRate(schedule, 299)).toBeCloseTo(0.1 * (1 + Math.cos((299 / 300) * Math.PI)), 12);
});

it('rises linearly over the first steps', () => {
  const plain = { learningRate: 1, steps: 300, warmupSteps: 0 };
  const warm = { ...plain, warmupSteps: 20 };
  expect(cosineLearningRate(warm, 0)).toBeCloseTo(1 / 20, 12);
  expect(cosineLearningRate(warm, 9)).toBeCloseTo(cosineLearningRate(plain, 9) / 2, 12);
  expect(cosineLearningRate(warm, 19)).toBe(cosineLearningRate(plain, 19));
  expect(cosineLearningRate(warm, 200)).toBe(cosineLearningRate(plain, 200));
});
