// A net that has diverged must look like one: NaN in, NaN out, for every activation and loss of tf.layers and what they are made of.
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../src/index';

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
});

const activations = [
  'elu',
  'gelu',
  'gelu_new',
  'hardSigmoid',
  'linear',
  'mish',
  'relu',
  'relu6',
  'selu',
  'sigmoid',
  'softmax',
  'softplus',
  'softsign',
  'swish',
  'tanh',
] as const;

/** NaN where the tensor is NaN, else 0. */
const nans = (x: tf.Tensor) => [...x.dataSync()].map((value) => (Number.isNaN(value) ? Number.NaN : 0));

describe.each([4, 3000])('of %i values', (size) => {
  it.each(activations)('activation %s', (activation) => {
    const y = tf.tidy(
      () =>
        layers
          .activation({ activation: activation as 'relu' })
          .apply(tf.fill([1, size], Number.NaN)) as tf.Tensor,
    );
    expect(nans(y)).toEqual(Array(size).fill(Number.NaN));
    y.dispose();
  });

  it.each([
    'meanSquaredError',
    'meanAbsoluteError',
    'meanAbsolutePercentageError',
    'meanSquaredLogarithmicError',
    'squaredHinge',
    'hinge',
    'categoricalHinge',
    'logcosh',
    'categoricalCrossentropy',
    'binaryCrossentropy',
    'kullbackLeiblerDivergence',
    'poisson',
    'cosineProximity',
  ])('loss %s', async (loss) => {
    const model = sequential({ layers: [layers.dense({ units: size, inputShape: [1] })] });
    model.compile({ optimizer: 'sgd', loss });
    model.layers[0]!.setWeights([tf.fill([1, size], Number.NaN), tf.zeros([size])]);
    const [x, y] = [tf.ones([2, 1]), tf.zeros([2, size])];
    const value = model.evaluate(x, y) as tf.Scalar;
    expect(value.dataSync()[0]).toBeNaN();
    tf.dispose([x, y, value]);
    model.dispose();
  });
});

it.each([1, 3, 4, 8])('windows over %i channels', (channels) => {
  const image = tf.fill<tf.Rank.R4>([1, 6, 6, channels], Number.NaN);
  const volume = tf.fill<tf.Rank.R5>([1, 4, 4, 4, channels], Number.NaN);
  for (const [name, run] of Object.entries({
    maxPool: () => tf.maxPool(image, 2, 2, 'same'),
    avgPool: () => tf.avgPool(image, 2, 2, 'same'),
    maxPool3d: () => tf.maxPool3d(volume, 2, 2, 'same'),
    avgPool3d: () => tf.avgPool3d(volume, 2, 2, 'same'),
    conv2d: () => tf.conv2d(image, tf.ones([3, 3, channels, 2]), 1, 'valid'),
    conv3d: () => tf.conv3d(volume, tf.ones([2, 2, 2, channels, 2]), 1, 'valid'),
    depthwiseConv2d: () => tf.depthwiseConv2d(image, tf.ones([3, 3, channels, 1]), 1, 'same'),
    'depthwiseConv2d, multiplier': () => tf.depthwiseConv2d(image, tf.ones([2, 2, channels, 2]), 2, 'valid'),
    ...Object.fromEntries(
      (['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu'] as const).flatMap((activation) => [
        [
          `fused conv2d, ${activation}`,
          () =>
            tf.fused.conv2d({
              x: image,
              filter: tf.ones([3, 3, channels, 2]),
              strides: 1,
              pad: 'valid',
              activation,
            }),
        ],
        [
          `fused depthwise, ${activation}`,
          () =>
            tf.fused.depthwiseConv2d({
              x: image,
              filter: tf.ones([3, 3, channels, 1]),
              strides: 1,
              pad: 'valid',
              activation,
            }),
        ],
        [
          `fused matMul, ${activation}`,
          () =>
            tf.fused.matMul({ a: tf.fill([3, channels], Number.NaN), b: tf.ones([channels, 4]), activation }),
        ],
      ]),
    ),
  })) {
    const y = tf.tidy(run as () => tf.Tensor);
    expect(nans(y), name).toEqual(Array(y.size).fill(Number.NaN));
    y.dispose();
  }
  tf.dispose([image, volume]);
});

it('one NaN among numbers', () => {
  const at = (x: tf.Tensor) => {
    const found = nans(x);
    x.dispose();
    return found;
  };
  const x = tf.tensor1d([1, Number.NaN, 7, -1]);
  const one = [0, Number.NaN, 0, 0];
  expect(at(tf.clipByValue(x, 0, 5))).toEqual(one);
  expect(at(tf.relu6(x))).toEqual(one);
  expect(at(tf.maximum(x, 0))).toEqual(one);
  expect(at(tf.maximum(0, x))).toEqual(one);
  expect(at(tf.minimum(tf.ones([4]), x))).toEqual(one);
  // Behind an image that reaches a position, and only there.
  const image = tf.tensor4d([1, 2, 3, Number.NaN, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
  const filter = tf.ones<tf.Rank.R4>([2, 2, 1, 1]);
  expect(at(tf.depthwiseConv2d(image, filter, 1, 'valid'))).toEqual([Number.NaN, 0, Number.NaN, 0]);
  expect(at(tf.avgPool(image, 2, 1, 'valid'))).toEqual([Number.NaN, 0, Number.NaN, 0]);
  tf.dispose([x, image, filter]);
});
