// tfjs's "same" padding of volumes is negative where a stride is longer than the filter: the first windows start inside of the volume.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { initBackend } from '../../src/index';
import { fenceTensors } from '../fence';

let found: string[];
beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
  found = fenceTensors();
});

it.each([
  [
    [1, 1, 1],
    [2, 2, 2],
  ],
  [
    [2, 3, 1],
    [1, 1, 2],
  ],
  [
    [1, 2, 3],
    [3, 3, 1],
  ],
  [
    [2, 1, 1],
    [1, 4, 3],
  ],
] as [number, number, number][][])('windows of %j by strides of %j', async (size, strides) => {
  for (const channels of [1, 4, 5]) {
    const volume: [number, number, number, number, number] = [2, 4, 4, 8, channels];
    const values = Float32Array.from({ length: tf.util.sizeFromShape(volume) }, (_, i) => Math.sin(i));
    const [got, want] = [[] as number[], [] as number[]];
    for (const [backend, list] of [
      ['wasm', got],
      ['cpu', want],
    ] as const) {
      await tf.setBackend(backend);
      const y = tf.tidy(() => tf.maxPool3d(tf.tensor5d(values, volume), size!, strides!, 'same'));
      list.push(...y.dataSync());
      y.dispose();
    }
    expect(found.splice(0), 'written outside of its memory').toEqual([]);
    expect(got).toEqual(want);
  }
});
