// WebGPU in Node through the npm package `webgpu`, which is not a dependency: where it is not installed, or finds no
// adapter, the tests are reported as skipped, with the reason in their name.
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { initBackend } from '../src/index';
import { expectClose, random, randomValues, toTensor } from './support';

const absent = await provideWebGpu();

describe.skipIf(absent)(`webgpu in Node${absent ? ` (absent: ${absent})` : ''}`, () => {
  it('trains a convolution as cpu does', async () => {
    const next = random(1);
    const [x, filter] = [randomValues(next, 2, 8, 8, 3), randomValues(next, 3, 3, 3, 4)];
    const gradients = () => {
      const loss = (a: tf.Tensor, w: tf.Tensor) =>
        tf.sum(tf.square(tf.relu(tf.conv2d(a as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'))));
      return Promise.all(
        tf
          .grads(loss)([toTensor(x), toTensor(filter)])
          .map((tensor) => tensor.data()),
      );
    };
    expect((await initBackend({ backends: ['webgpu'] })).name).toBe('webgpu');
    const got = await gradients();
    await initBackend({ backends: ['cpu'] });
    const want = await gradients();
    for (const [i, values] of want.entries()) expectClose(got[i]!, values, 1e-4, `gradient ${i}`);
  });
});

/** Puts the npm package's GPU where tfjs looks for it; returns why it could not. */
async function provideWebGpu(): Promise<string | undefined> {
  const packageName: string = 'webgpu';
  try {
    const { create, globals } = await import(packageName);
    const gpu = create([]);
    if (!(await gpu.requestAdapter())) return 'no adapter';
    Object.assign(globalThis, globals);
    Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
    return undefined;
  } catch {
    return 'the package is not installed';
  }
}
