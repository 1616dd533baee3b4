import { initBackend } from '@backdropjs/backend';
import { type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { dropoutLayer } from './dropout-layer';

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
});

describe('dropoutLayer', () => {
  it('drops whole positions while training, keeps the mean, and does nothing else', () => {
    tidy(() => {
      const layer = dropoutLayer({ rate: 0.25, seed: 1, name: 'dropout' });
      const x = tensor(new Float32Array(10 * 16 * 16 * 2).fill(1), [10, 16, 16, 2]);
      expect([...(layer.apply(x) as Tensor).dataSync()]).toEqual([...x.dataSync()]);
      const y = (layer.apply(x, { training: true }) as Tensor).dataSync();
      const kept = y.filter((value) => value !== 0);
      expect(new Set(kept)).toEqual(new Set([Math.fround(1 / 0.75)]));
      for (let i = 0; i < y.length; i += 2) expect(y[i]).toBe(y[i + 1]);
      // 2560 positions: the share of those kept has a standard error of 0.0086.
      expect(Math.abs(kept.length / y.length - 0.75)).toBeLessThan(5 * 0.0086);
      expect((layer.apply(x, { training: true }) as Tensor).dataSync()).not.toEqual(y);
    });
  });
});
