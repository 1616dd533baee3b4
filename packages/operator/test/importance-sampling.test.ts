// Importance sampling beside the same number of samples drawn uniformly: variance of the gradient of a linear scorer. On a real
// table: bench/importance-sampling.mjs.
import { foldIn, key, normal } from '@backdropjs/random';
import { expect, it } from 'vitest';
import { scorer, spread } from '../bench/spread.mjs';
import { fixedCount, importanceSampling, stratified } from '../src/masks';

// One sample in fifty is positive, and lies apart.
const labels = Float32Array.from({ length: 1500 }, (_, i) => (i % 50 === 0 ? 1 : 0));
const rows = Array.from(labels, (label, i) =>
  Float32Array.from(normal(foldIn(key(1), i), 6), (z) => z + label),
);

it.each([0, 20])(
  'importance sampling has less variance than as many samples drawn uniformly, and no bias, after %i steps',
  (steps) => {
    const table = { rows, labels };
    const weights = scorer(table, steps);
    const uniform = spread(fixedCount({ rate: 0.9 }), table, weights, 300);
    const byClass = spread(stratified({ rate: 0.9, strata: labels }), table, weights, 300);
    const importance = spread(importanceSampling({ rate: 0.9 }), table, weights, 300);
    for (const { bias } of [uniform, byClass, importance]) expect(bias).toBeLessThan(5);
    // The relative standard error of a variance is at most about sqrt(2 / 300) = 8 %.
    expect(importance.variance).toBeLessThan(0.7 * uniform.variance);
    expect(byClass.variance).toBeLessThan(0.9 * uniform.variance);
  },
);
