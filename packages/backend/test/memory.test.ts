import * as tf from '@tensorflow/tfjs-core';
import { layers as L, sequential } from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { initBackend } from '../src/index';
import { random, randomValues, toTensor } from './support';

function heapBytes(): number {
  return (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.length;
}

/** BACKDROPJS_SOAK=full takes as many as a training does. */
const steps = process.env['BACKDROPJS_SOAK'] === 'full' ? 5000 : 300;

it(`neither tensors nor the wasm heap grow over ${steps} training steps`, async () => {
  await initBackend({ backends: ['wasm'] });
  const next = random(41);
  const model = sequential({
    layers: [
      L.conv2d({ filters: 8, kernelSize: 3, strides: 2, padding: 'same', inputShape: [32, 32, 3] }),
      L.batchNormalization(),
      L.reLU(),
      L.depthwiseConv2d({ kernelSize: 3, padding: 'same' }),
      L.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' }),
      L.maxPooling2d({ poolSize: 2 }),
      L.flatten(),
      L.dense({ units: 4 }),
    ],
  });
  const x = toTensor(randomValues(next, 8, 32, 32, 3));
  const y = tf.tidy(() => tf.oneHot(tf.tensor1d([0, 1, 2, 3, 0, 1, 2, 3], 'int32'), 4));
  const optimizer = tf.train.momentum(0.01, 0.9);
  const step = () => {
    optimizer.minimize(() =>
      tf.losses.softmaxCrossEntropy(y, model.apply(x, { training: true }) as tf.Tensor),
    );
  };
  // XNNPACK's caches and the allocator settle in the first steps.
  for (let i = 0; i < 50; i++) step();
  const [memory, heap] = [tf.memory(), heapBytes()];
  for (let i = 0; i < steps; i++) step();
  expect(tf.memory().numTensors).toBe(memory.numTensors);
  expect(tf.memory().numDataBuffers).toBe(memory.numDataBuffers);
  expect(tf.memory().numBytes).toBe(memory.numBytes);
  expect(heapBytes()).toBe(heap);
  model.dispose();
  optimizer.dispose();
  tf.dispose([x, y]);
});
