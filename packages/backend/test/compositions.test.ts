// The same tests where tfjs's heap cannot be reached: everything then runs on compositions of tfjs's own kernels.
import * as tf from '@tensorflow/tfjs-core';
import { expect, it, vi } from 'vitest';
import { initBackend } from '../src/index';
import './fit.test';
import { pendingOf } from '../src/heap/pending';
import './kernels/channels.test';
import './kernels/layout.test';
import './kernels/windows.test';

vi.mock(import('../src/heap/loaded-kernels'), async (original) => ({
  ...(await original()),
  heapOf: () => undefined,
}));

// The cases were tried with the kernels; a sixth of them shows whether the compositions take their place.
vi.mock(import('./kernels/cases'), () => ({
  cases: (count: number) => (process.env['BACKDROPJS_COMPOSITIONS'] === 'all' ? count : Math.ceil(count / 6)),
}));

it('runs without the kernels on the heap', async () => {
  await initBackend({ backends: ['wasm'] });
  tf.tidy(() => {
    const y = tf.conv2d(tf.ones<tf.Rank.R4>([1, 3, 3, 1]), tf.ones<tf.Rank.R4>([2, 2, 1, 1]), 1, 'valid');
    expect(pendingOf(y, 'convolution')).toBeUndefined();
    expect([...y.dataSync()]).toEqual([4, 4, 4, 4]);
  });
});
