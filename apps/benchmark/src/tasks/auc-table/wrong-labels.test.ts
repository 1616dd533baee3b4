import { expect, it } from 'vitest';
import { withWrongLabels } from './wrong-labels';

it('turns over as many labels as the chance says, and always the same ones for a seed', () => {
  const n = 10_000;
  const labels = Float32Array.from({ length: n }, (_, i) => Number(i % 40 === 0));
  const samples = { features: new Float32Array(n), labels, shape: [1] };
  const noisy = withWrongLabels(samples, 0.01, 100);
  const wrong = labels.filter((label, i) => label !== noisy.labels[i]).length;
  expect(Math.abs(wrong - 0.01 * n)).toBeLessThan(5 * Math.sqrt(0.01 * 0.99 * n));
  expect(noisy.labels.every((label) => label === 0 || label === 1)).toBe(true);
  expect(noisy.features).toBe(samples.features);
  expect(withWrongLabels(samples, 0.01, 100)).toEqual(noisy);
  expect(withWrongLabels(samples, 0.01, 101)).not.toEqual(noisy);
  expect(withWrongLabels(samples, 0, 100)).toEqual(samples);
});
