import { foldIn, key } from '@backdropjs/random';
import { describe, expect, it } from 'vitest';
import { drawMinibatch } from './minibatch';

const samples = {
  features: Float32Array.from({ length: 40 }, (_, index) => index),
  labels: Float32Array.from({ length: 20 }, (_, index) => index),
  shape: [2],
};

describe('drawMinibatch', () => {
  it('draws different samples, features with their labels', () => {
    const { features, labels } = drawMinibatch(samples, 8, key(1));
    expect(new Set(labels).size).toBe(8);
    labels.forEach((label, index) => {
      expect([...features.subarray(2 * index, 2 * index + 2)]).toEqual([2 * label, 2 * label + 1]);
    });
  });

  it('draws each sample equally often: 3000 batches of 8 from 20, each count within 5 standard errors', () => {
    const counts = new Array<number>(20).fill(0);
    for (let step = 0; step < 3000; step++) {
      for (const label of drawMinibatch(samples, 8, foldIn(key(2), step)).labels) counts[label]!++;
    }
    const standardError = Math.sqrt(3000 * 0.4 * 0.6);
    for (const count of counts) expect(Math.abs(count - 1200)).toBeLessThan(5 * standardError);
  });
});
