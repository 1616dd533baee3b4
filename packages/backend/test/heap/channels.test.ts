// Operations by channel, put off and put together: they give what the cpu backend gives, in whatever order they are read.
import * as tf from '@tensorflow/tfjs-core';
import { layers as L, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { affineOf } from '../../src/heap/affine';
import { initBackend } from '../../src/index';
import { evaluate, expectClose, random, randomValues, toTensor, type Values } from '../support';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
});

const next = random(31);

/** x, a second tensor of its shape, and vectors of its channels, positive ones last. */
function given(...shape: number[]): Values[] {
  const channels = shape[shape.length - 1]!;
  const vectors = [0, 1, 2].map(() => randomValues(next, channels));
  const positive = randomValues(next, channels);
  positive.values.forEach((v, i) => {
    positive.values[i] = 1.5 + v;
  });
  return [randomValues(next, ...shape), randomValues(next, ...shape), ...vectors, positive];
}

const expressions: Record<string, (...tensors: tf.Tensor[]) => tf.Tensor[]> = {
  'sums and differences with vectors': (x, _, a, b) => [tf.sub(tf.add(x!, a!), b!), tf.add(a!, x!)],
  'a vector minus a tensor': (x, _, a) => [tf.sub(a!, x!)],
  'products with vectors, and a scalar of these': (x, _, a, b) => [tf.mul(tf.mul(a!, tf.mul(x!, b!)), -3)],
  'sums of two': (x, y, a, b) => [tf.add(tf.mul(x!, a!), tf.mul(y!, b!)), tf.add(tf.mul(x!, a!), y!)],
  'sums of three': (x, y, a, b) => [tf.add(tf.add(tf.mul(x!, a!), y!), tf.square(tf.mul(y!, b!)))],
  'the same term twice, with other centers': (x, _, a, b, c) => [
    tf.add(tf.mul(tf.sub(x!, a!), c!), tf.sub(x!, b!)),
  ],
  'products and squares of affine functions': (x, y, a, b) => [
    tf.mul(y!, tf.sub(x!, a!)),
    tf.square(tf.mul(x!, b!)),
    tf.mul(tf.sub(x!, a!), tf.sub(y!, b!)),
  ],
  'their sums and means': (x, y, a, b) => {
    const rows = x!.shape.map((_, axis) => axis).slice(0, -1);
    const product = tf.mul(y!, tf.sub(x!, a!));
    return [
      tf.sum(product, rows),
      tf.sum(y!, rows),
      tf.mean(tf.square(tf.sub(x!, a!)), rows),
      tf.mean(tf.add(tf.mul(y!, b!), tf.sub(x!, a!)), rows),
      tf.sum(tf.mul(y!, tf.add(tf.sub(x!, a!), b!)), rows),
    ];
  },
  'relu of an affine function, then the function itself': (x, _, a, b) => {
    const y = tf.add(tf.mul(x!, a!), b!);
    return [tf.relu(y), y, tf.step(y)];
  },
  'one vector at all positions': (x, y, a) => {
    const tiled = tf.tile(tf.reshape(a!, [...x!.shape.slice(0, -1).map(() => 1), a!.size]), [
      ...x!.shape.slice(0, -1),
      1,
    ]);
    return [tiled, tf.mul(tiled, tf.sub(y!, a!)), tf.add(tiled, tf.sub(x!, a!))];
  },
  'normalization with and without scale and offset': (x, _, a, b, c, d) => {
    const [x4, mean, offset, scale, variance] = [x, a, b, c, d] as [tf.Tensor4D, ...tf.Tensor1D[]];
    return [
      tf.batchNorm(x4, mean!, variance!, offset!, scale!),
      tf.batchNorm(x4, mean!, variance!, undefined, scale!),
      tf.batchNorm(x4, mean!, variance!, offset!),
    ];
  },
  'a reshaped affine function, of other channels': (x, _, a) => {
    const flat = tf.reshape(tf.sub(x!, a!), [x!.size / (2 * a!.size), 2 * a!.size]);
    const doubled = tf.concat([tf.mul(a!, 2), a!], 0);
    return [tf.add(flat, doubled), tf.sum(flat, 0)];
  },
};

describe.each([
  ['12 channels', [4, 16, 16, 12]],
  ['3 channels', [2, 20, 20, 3]],
  ['one channel', [2, 40, 40, 1]],
  ['few values', [2, 3, 3, 5]],
])('%s', (_, shape) => {
  test.each(Object.keys(expressions))('%s', async (name) => {
    const values = given(...shape);
    const compute = () => expressions[name]!(...values.map((value) => toTensor(value)));
    const want = await evaluate('cpu', compute);
    const got = await evaluate('wasm', compute);
    for (const [i, expected] of want.entries()) {
      // Sums that cancel are compared with what they are sums of.
      const scale = Math.max(...expected.map(Math.abs), 1);
      const error = Math.max(...got[i]!.map((value, j) => Math.abs(value - expected[j]!)));
      expect(error / scale, `${name}, ${i}`).toBeLessThan(2e-6);
    }
  });
});

test('what batch normalization is made of is never written out', () => {
  tf.tidy(() => {
    const x = tf.conv2d(tf.ones<tf.Rank.R4>([4, 18, 18, 3]), tf.ones<tf.Rank.R4>([3, 3, 3, 12]), 1, 'valid');
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    const y = tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, tf.zeros([12]), tf.ones([12]));
    expect(affineOf(y)).toBeDefined();
    tf.relu(y).dataSync();
    expect(affineOf(y)).toBeDefined();
    y.dataSync();
    expect(affineOf(y)).toBeUndefined();
  });
});

test('variances of channels far from zero keep their digits', async () => {
  const x = randomValues(next, 4, 16, 16, 12);
  x.values.forEach((v, i) => {
    x.values[i] = 1000 + v;
  });
  const [variance] = await evaluate('wasm', () => tf.moments(toTensor(x), [0, 1, 2]).variance);
  for (let channel = 0; channel < 12; channel++) {
    const values = [...x.values].filter((_, i) => i % 12 === channel);
    const mean = Math.fround(values.reduce((sum, v) => sum + v, 0) / values.length);
    const expected = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
    expect(Math.abs(variance![channel]! / expected - 1)).toBeLessThan(2 ** -22);
  }
});

test.each([
  ['four axes', [12, 12, 6]],
  ['two axes', [40]],
])('gradients of a normalized layer, masked or not, %s', async (_, shape) => {
  const x = randomValues(next, 32, ...shape);
  const mask = randomValues(next, 32, ...shape.slice(0, -1), 1);
  mask.values.forEach((v, i) => {
    mask.values[i] = v < -0.6 ? 1 : 0;
  });
  const compute = () => {
    const model = sequential({
      layers: [
        L.batchNormalization({ inputShape: shape, betaInitializer: 'ones' }),
        L.reLU(),
        L.batchNormalization(),
      ],
    });
    const gradients = [tf.ones(mask.shape), toTensor(mask)].flatMap((kept) => {
      const f = (input: tf.Tensor) => {
        const y = model.apply(input, { training: true }) as tf.Tensor;
        return tf.sum(tf.mul(tf.mul(kept, tf.square(y)), y)) as tf.Scalar;
      };
      const { grads } = tf.variableGrads(() => f(toTensor(x)));
      return [tf.grad(f)(toTensor(x)), ...Object.values(grads)];
    });
    model.dispose();
    return gradients;
  };
  const want = await evaluate('cpu', compute);
  const got = await evaluate('wasm', compute);
  for (const [i, expected] of want.entries()) expectClose(got[i]!, expected, 2e-5, `gradient ${i}`);
});
