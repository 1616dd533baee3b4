// Max pooling passes over NaN, in what it gives and in where its gradient goes, as on cpu. The 3D windows are cubes: cpu's gradient confuses
// the places of others.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { maxPool3D, maxPool3DGrad, maxPoolGrad } from '../src/composed/max-pool';
import { initBackend } from '../src/index';
import { kernelFunc } from '../src/tfjs/kernel-func';
import { random } from './support';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
});

/** Different numbers of which a part is NaN, the first among them; each window of two or more has a number. */
function image(shape: number[], channels: number): Float32Array {
  const next = random(channels);
  const size = tf.util.sizeFromShape(shape);
  return Float32Array.from({ length: size }, (_, i) =>
    Math.floor(i / channels) % 2 === 0 && next() < 0.5 ? Number.NaN : next() - 1,
  );
}

const ways = {
  'as registered': undefined,
  'without kernels on the heap': {
    MaxPool3D: kernelFunc(maxPool3D),
    MaxPool3DGrad: kernelFunc(maxPool3DGrad),
    MaxPoolGrad: kernelFunc(maxPoolGrad),
  },
};

describe.each(Object.entries(ways))('%s', (_, kernels) => {
  it.each([1, 3, 4, 9])('the results and gradients are those of cpu, %i channels', async (channels) => {
    const spies = Object.entries(kernels ?? {}).map(([name, kernel]) =>
      vi.spyOn(tf.getKernel(name, 'wasm'), 'kernelFunc').mockImplementation(kernel),
    );
    const pools: [number[], (x: tf.Tensor) => tf.Tensor][] = [
      [[2, 7, 9, channels], (x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid')],
      [[2, 7, 9, channels], (x) => tf.maxPool(x as tf.Tensor4D, [2, 3], 1, 'valid')],
      [[1, 6, 7, channels], (x) => tf.maxPool(x as tf.Tensor4D, 3, 2, 'same')],
      [[1, 5, 7, 7, channels], (x) => tf.maxPool3d(x as tf.Tensor5D, 2, 2, 'valid')],
      [[2, 5, 4, 7, channels], (x) => tf.maxPool3d(x as tf.Tensor5D, 3, 1, 'valid')],
    ];
    for (const [shape, pool] of pools) {
      const values = image(shape, channels);
      const [got, want] = [[] as number[][], [] as number[][]];
      for (const [backend, list] of [
        ['wasm', got],
        ['cpu', want],
      ] as const) {
        await tf.setBackend(backend);
        tf.tidy(() => {
          const x = tf.tensor(values, shape);
          const dy = (y: tf.Tensor) => tf.add(tf.reshape(tf.range(0, y.size), y.shape), 1);
          const y = pool(x);
          list.push([...y.dataSync()], [...tf.grad(pool)(x, dy(y)).dataSync()]);
        });
      }
      expect(want[0]!.every(Number.isFinite), 'a window of NaN alone').toBe(true);
      expect(got, `${shape}`).toEqual(want);
    }
    for (const spy of spies) spy.mockRestore();
  });
});
