import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { initBackend } from '../../src/index';

// A reshaped tensor shares the data of a deferred one, but not its channels.
test.each([
  ['twice the channels', [1, 4, 2, 16]],
  ['half the channels', [1, 4, 8, 4]],
  ['the same channels', [16, 8]],
])('a bias added to a reshaped convolution with %s is one of its last axis', async (_, shape) => {
  const run = async (backend: 'wasm' | 'cpu') => {
    await initBackend({ backends: [backend] });
    return tf.tidy(() => {
      const x = tf.reshape(tf.range(0, 32), [1, 4, 4, 2]) as tf.Tensor4D;
      const filter = tf.reshape(tf.range(-8, 8), [1, 1, 2, 8]);
      const bias = tf.range(0, shape.at(-1)!);
      const sum = (f: tf.Tensor, b: tf.Tensor) =>
        tf.add(tf.reshape(tf.conv2d(x, f as tf.Tensor4D, 1, 'valid'), shape), b);
      const grads = tf.grads((f, b) => tf.sum(tf.relu(sum(f!, b!))))([filter, bias]);
      const results = [sum(filter, bias), tf.relu(sum(filter, bias)), ...grads];
      return results.map((result) => [...result.dataSync()]);
    });
  };
  expect(await run('wasm')).toEqual(await run('cpu'));
});
