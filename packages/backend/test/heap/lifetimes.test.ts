// Deferred tensors whose parts nothing else holds: computing one must not let go of what another still needs.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { initBackend } from '../../src/index';
import { evaluate, expectClose, random, randomValues, toTensor } from '../support';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
});

const next = random(21);
const images = randomValues(next, 2, 8, 8, 8);
const filter = randomValues(next, 3, 3, 8, 8);
const mean = randomValues(next, 8);
const factor = randomValues(next, 8);
const ones = { shape: [8], values: new Float32Array(8).fill(1) };

const normalized = (x: tf.Tensor) =>
  tf.batchNorm(
    x as tf.Tensor4D,
    toTensor<tf.Tensor1D>(mean),
    toTensor<tf.Tensor1D>(ones),
    toTensor<tf.Tensor1D>({ shape: [8], values: new Float32Array(8) }),
    toTensor(factor),
  );
const convolved = (x: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, toTensor<tf.Tensor4D>(filter), 1, 'same');
const transposed = (x: tf.Tensor) =>
  tf.conv2dTranspose(x as tf.Tensor4D, toTensor<tf.Tensor4D>(filter), [2, 8, 8, 8], 1, 'same');

const cases: Record<string, () => tf.Tensor> = {
  'the gradient of relu of two branches, read late': () =>
    tf.grad((x) => tf.relu(tf.add(transposed(x), normalized(x))))(toTensor(images)),
  'the mean of a product of which one factor is made of the other': () => {
    const x = tf.tidy(() => normalized(convolved(toTensor(images))));
    return tf.mean(tf.mul(convolved(x), x), [0, 1, 2]);
  },
};

test.each(Object.keys(cases))('%s', async (name) => {
  const [want] = await evaluate('cpu', () => [cases[name]!()]);
  const before = tf.memory().numTensors;
  const [got] = await evaluate('wasm', () => [cases[name]!()]);
  expect(tf.memory().numTensors).toBe(before);
  expectClose(got!, want!, 3e-6, name);
});
