// Convolutions in the NCHW layout, and fused operations with a bias or PReLU weights of any rank.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../src/index';
import { evaluate, expectClose, random, randomValues, toTensor, type Values } from './support';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
});

const next = random(3);
const toFirst = (x: tf.Tensor4D) => tf.transpose(x, [0, 3, 1, 2]);

type Pad = Parameters<typeof tf.conv2d>[3];
const paddings: [string, Pad, Pad][] = [
  ['same', 'same', 'same'],
  ['valid', 'valid', 'valid'],
  // From a number cpu computes a wrong width.
  [
    'number',
    [
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ],
    1,
  ],
  [
    'explicit',
    [
      [0, 0],
      [1, 0],
      [0, 2],
      [0, 0],
    ],
    [
      [0, 0],
      [0, 0],
      [1, 0],
      [0, 2],
    ],
  ],
];

describe.each(paddings)('NCHW, padding %s', (_name, last, first) => {
  for (const strides of [1, 2]) {
    const [x, w] = [randomValues(next, 2, 6, 5, 3), randomValues(next, 3, 2, 3, 4)];

    it(`conv2d and its gradients, stride ${strides}`, async () => {
      const loss = (format: 'NHWC' | 'NCHW', image: tf.Tensor4D, filter: tf.Tensor4D) => {
        const y = tf.conv2d(image, filter, strides, format === 'NHWC' ? last : first, format);
        return format === 'NHWC' ? toFirst(y) : y;
      };
      await compare([x, w], loss);
    });

    it(`depthwiseConv2d and its gradients, stride ${strides}`, async () => {
      const loss = (format: 'NHWC' | 'NCHW', image: tf.Tensor4D, filter: tf.Tensor4D) => {
        const pad = (format === 'NHWC' ? last : first) as 'same';
        const y = tf.depthwiseConv2d(image, filter, strides, pad, format);
        return format === 'NHWC' ? toFirst(y) : y;
      };
      await compare([x, w], loss);
    });
  }
});

/** NCHW on wasm against NHWC on cpu: value and gradients of sum(y^2). */
async function compare(
  given: [Values, Values],
  loss: (format: 'NHWC' | 'NCHW', x: tf.Tensor4D, w: tf.Tensor4D) => tf.Tensor,
): Promise<void> {
  const run = (format: 'NHWC' | 'NCHW') => () => {
    const [x, w] = given.map((values) => toTensor<tf.Tensor4D>(values)) as [tf.Tensor4D, tf.Tensor4D];
    const image = format === 'NHWC' ? x : toFirst(x);
    const value = loss(format, image, w);
    const grads = tf.grads((a, b) => tf.sum(tf.square(loss(format, a as tf.Tensor4D, b as tf.Tensor4D))));
    const [dx, dw] = grads([image, w]) as [tf.Tensor4D, tf.Tensor];
    return [value, format === 'NHWC' ? toFirst(dx) : dx, dw];
  };
  const want = await evaluate('cpu', run('NHWC'));
  const got = await evaluate('wasm', run('NCHW'));
  for (const [i, name] of ['value', 'dx', 'dw'].entries()) expectClose(got[i]!, want[i]!, 1e-5, name);
}

const activations = ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const;

describe.each(activations)('fused, %s', (activation) => {
  const biases = {
    scalar: [],
    one: [1],
    channels: [4],
    'last axes': [5, 4],
    column: [6, 1, 1],
    all: [2, 6, 5, 4],
  };

  it.each(Object.entries(biases))('conv2d and depthwiseConv2d, bias of %s', async (_name, shape) => {
    const [x, w, depthwise] = [
      randomValues(next, 2, 6, 5, 3),
      randomValues(next, 3, 2, 3, 4),
      randomValues(next, 3, 2, 2, 2),
    ];
    const bias = randomValues(next, ...shape);
    const weights = randomValues(next, ...(shape.length < 4 && shape.length !== 2 ? shape : [6, 5, 4]));
    const options = () => ({
      strides: 1,
      pad: 'same' as const,
      bias: toTensor(bias),
      activation,
      leakyreluAlpha: 0.1,
      ...(activation === 'prelu' && { preluActivationWeights: toTensor(weights) }),
    });
    const run = () => [
      tf.fused.conv2d({ x: toTensor<tf.Tensor4D>(x), filter: toTensor<tf.Tensor4D>(w), ...options() }),
      tf.fused.depthwiseConv2d({
        x: tf.slice(toTensor<tf.Tensor4D>(x), 0, [2, 6, 5, 2]),
        filter: toTensor<tf.Tensor4D>(depthwise),
        ...options(),
      }),
    ];
    await agree(run);
  });

  it.each([[[]], [[1]], [[5]], [[1, 5]], [[5, 1]], [[2, 5, 5]]])('matMul, bias of [%s]', async (shape) => {
    const [a, b, bias] = [
      randomValues(next, 2, 5, 3),
      randomValues(next, 2, 3, 5),
      randomValues(next, ...shape),
    ];
    const run = () =>
      tf.fused.matMul({
        a: toTensor(a),
        b: toTensor(b),
        bias: toTensor(bias),
        activation,
        ...(activation === 'prelu' && { preluActivationWeights: toTensor(bias) }),
      });
    await agree(run);
  });
});

it('matMul of integers, exact beyond 2^24', async () => {
  const run = () => [
    tf.matMul(tf.tensor2d([[20000001, 3]], undefined, 'int32'), tf.tensor2d([[1], [2]], undefined, 'int32')),
    tf.matMul(
      tf.tensor2d(
        [
          [1, 3],
          [2, 4],
        ],
        undefined,
        'int32',
      ),
      tf.tensor2d(
        [
          [1, 5],
          [6, 2],
        ],
        undefined,
        'int32',
      ),
      true,
      true,
    ),
    tf.fused.matMul({
      a: tf.tensor2d([[1, -3]], undefined, 'int32'),
      b: tf.tensor2d([[1], [2]], undefined, 'int32'),
      bias: tf.tensor1d([1], 'int32'),
      activation: 'relu',
    }),
  ];
  const got = await evaluate('wasm', run);
  expect(got).toEqual(await evaluate('cpu', run));
  expect(got[0]).toEqual(Int32Array.of(20000007));
});

async function agree(run: () => tf.Tensor | tf.Tensor[]): Promise<void> {
  const want = await evaluate('cpu', run);
  const got = await evaluate('wasm', run);
  for (const [i, values] of got.entries()) expectClose(values, want[i]!, 1e-5, `result ${i}`);
}
