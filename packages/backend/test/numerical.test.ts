// Gradients of what tfjs differentiates against central differences.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, initBackend } from '../src/index';
import { type Check, checkGradients } from './gradient-check';
import { random, randomValues, toTensor } from './support';

const conv =
  (strides: number | [number, number], pad: 'same' | 'valid') =>
  (x: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
    tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strides, pad);

const checks: Record<string, Check> = {
  'conv2d, strides 1': {
    shapes: [
      [2, 6, 5, 3],
      [3, 3, 3, 4],
    ],
    compute: conv(1, 'same'),
    step: 0.5,
  },
  'conv2d, strides 2 and 3': {
    shapes: [
      [2, 9, 8, 3],
      [3, 4, 3, 4],
    ],
    compute: conv([2, 3], 'same'),
    step: 0.5,
  },
  'conv2d, stride over the filter': {
    shapes: [
      [2, 8, 8, 3],
      [2, 2, 3, 4],
    ],
    compute: conv(3, 'valid'),
    step: 0.5,
  },
  depthwiseConv2d: {
    shapes: [
      [2, 7, 6, 3],
      [3, 2, 3, 2],
    ],
    compute: (x, filter) => tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, [2, 1], 'same'),
    step: 0.5,
  },
  'average pooling, same': {
    shapes: [[2, 7, 5, 3]],
    compute: (x) => tf.avgPool(x as tf.Tensor4D, [3, 2], [2, 1], 'same'),
    step: 0.5,
  },
  'average pooling over three axes, same': {
    shapes: [[1, 5, 4, 5, 2]],
    compute: (x) => tf.avgPool3d(x as tf.Tensor5D, [3, 2, 2], [2, 1, 1], 'same'),
    step: 0.5,
  },
  'max pooling, same': {
    shapes: [[2, 7, 5, 3]],
    compute: (x) => tf.maxPool(x as tf.Tensor4D, [3, 2], [2, 1], 'same'),
    step: 1e-3,
  },
  'transposed matMul': {
    shapes: [
      [2, 5, 4],
      [2, 6, 5],
    ],
    compute: (a, b) => tf.matMul(a, b, true, true),
    step: 0.5,
  },
  sum: { shapes: [[3, 4, 5]], compute: (x) => tf.sum(tf.square(x), [0, 1]), step: 0.5 },
  mean: { shapes: [[3, 4, 5]], compute: (x) => tf.mean(tf.square(x), 1, true), step: 0.5 },
  gather: { shapes: [[5, 3]], compute: (x) => tf.gather(x, tf.tensor1d([0, 4, 4, 2], 'int32')), step: 0.5 },
  'batch normalization': {
    shapes: [[4, 3, 3, 2], [2], [2], [2], [2]],
    compute: (x, mean, variance, offset, scale) =>
      tf.batchNorm(
        x!,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        offset as tf.Tensor1D,
        scale as tf.Tensor1D,
      ),
    step: 1e-2,
    shift: [0, 0, 2, 0, 0],
  },
  'batch normalization with the statistics of the batch': {
    shapes: [[4, 3, 3, 2]],
    compute: (x) => {
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      return tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, tf.ones([2]), tf.ones([2]));
    },
    step: 1e-2,
  },
};

const onWasm: Record<string, Check> = {
  'max pooling over windows that are no cubes': {
    shapes: [[1, 5, 4, 5, 2]],
    compute: (x) => tf.maxPool3d(x as tf.Tensor5D, [3, 2, 1], [2, 1, 1], 'same'),
    step: 1e-3,
  },
};

describe.each<[BackendName, Record<string, Check>]>([
  ['wasm', { ...checks, ...onWasm }],
  ['cpu', checks],
])('gradients on %s', (backend, cases) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  it.each(Object.entries(cases))('%s', (_, check) => checkGradients(check));
});

it('differentiates twice through sums, means and batch normalization', async () => {
  const next = random(22);
  const x = randomValues(next, 4, 3, 3, 2);
  const statistics = randomValues(next, 2);
  const second = () =>
    tf.tidy(() => {
      const normalize = (a: tf.Tensor) =>
        tf.mean(
          tf.square(
            tf.batchNorm(a, toTensor<tf.Tensor1D>(statistics), tf.ones([2]), tf.zeros([2]), tf.ones([2])),
          ),
        );
      const first = tf.grad(normalize);
      return tf.grad((a: tf.Tensor) => tf.sum(tf.square(first(a))))(toTensor(x));
    });
  await initBackend({ backends: ['cpu'] });
  const want = second().dataSync();
  await initBackend({ backends: ['wasm'] });
  const got = second().dataSync();
  // d/dx of the sum of (2 (x - mean) / n (1 + eps))^2 is 8 (x - mean) / (n (1 + eps))^2.
  const scale = 8 / (72 * 1.001) ** 2;
  for (const [i, value] of got.entries()) {
    expect(value).toBeCloseTo(want[i]!, 6);
    expect(value).toBeCloseTo(scale * (x.values[i]! - statistics.values[i % 2]!), 6);
  }
});
