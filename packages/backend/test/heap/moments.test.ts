// A value does not depend on when it is read: deferred operations work with their operands as they were when called.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { anyPendingOf, type Pending } from '../../src/heap/pending';
import { initBackend } from '../../src/index';
import { evaluate, expectClose, random, randomValues, toTensor } from '../support';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
});

interface Case {
  kind: Pending['kind'];
  shapes: number[][];
  run(...operands: tf.Tensor[]): tf.Tensor;
}

const image: [number, number, number, number] = [2, 8, 8, 8];
const [filter, channels] = [[3, 3, 8, 8], [8]];

const convolve = (x: tf.Tensor, w: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same');
const transposed = (dy: tf.Tensor, w: tf.Tensor) =>
  tf.conv2dTranspose(dy as tf.Tensor4D, w as tf.Tensor4D, image, 1, 'same');
const normalize = (x: tf.Tensor, mean: tf.Tensor, scale: tf.Tensor) =>
  tf.batchNorm(x as tf.Tensor4D, mean as tf.Tensor1D, tf.ones([8]), tf.zeros([8]), scale as tf.Tensor1D);

const cases: Record<string, Case> = {
  convolution: { kind: 'convolution', shapes: [image, filter], run: convolve },
  'convolution with bias': {
    kind: 'convolution',
    shapes: [image, filter, channels],
    run: (x, w, b) => tf.add(convolve(x, w), b),
  },
  'fused convolution': {
    kind: 'convolution',
    shapes: [image, filter, channels],
    run: (x, w, bias) =>
      tf.fused.conv2d({
        ...{ x: x as tf.Tensor4D, filter: w as tf.Tensor4D, strides: 1, pad: 'same' },
        bias,
      }),
  },
  'reshaped convolution': {
    kind: 'convolution',
    shapes: [image, filter],
    run: (x, w) => tf.reshape(convolve(x, w), [2, -1]),
  },
  'convolution of a convolution': {
    kind: 'convolution',
    shapes: [image, filter, filter],
    run: (x, first, second) => convolve(convolve(x, first), second),
  },
  'gradient of an input': { kind: 'inputGradient', shapes: [image, filter], run: transposed },
  step: { kind: 'step', shapes: [image], run: (x) => tf.step(x) },
  'step of an activated convolution': {
    kind: 'step',
    shapes: [image, filter],
    run: (x, w) => {
      const y = convolve(x, w);
      tf.relu(y);
      return tf.step(y);
    },
  },
  'gradient of relu': {
    kind: 'reluGradient',
    shapes: [image, image],
    run: (dy, x) => tf.mul(dy, tf.step(x)),
  },
  'gradient of relu of a gradient': {
    kind: 'reluGradient',
    shapes: [image, filter, image],
    run: (dy, w, x) => tf.mul(transposed(dy, w), tf.step(x)),
  },
  'gradient of relu, of a dy': {
    kind: 'reluGradient',
    shapes: [image, filter, image],
    run: (x, w, dy) => tf.grad((y) => tf.relu(y))(convolve(x, w), dy),
  },
  'shift of channels': { kind: 'affine', shapes: [image, channels], run: (x, b) => tf.add(x, b) },
  'centered channels': { kind: 'affine', shapes: [image, channels], run: (x, b) => tf.sub(x, b) },
  'factor of channels': { kind: 'affine', shapes: [image, channels], run: (x, b) => tf.mul(b, x) },
  'two terms': {
    kind: 'affine',
    shapes: [image, channels, image, channels],
    run: (x, a, y, b) => tf.add(tf.mul(x, a), tf.mul(y, b)),
  },
  'batch normalization': { kind: 'affine', shapes: [image, channels, channels], run: normalize },
  'gradient of batch normalization, of a dy': {
    kind: 'affine',
    shapes: [image, channels, channels, image],
    run: (x, mean, scale, dy) => tf.grad((given) => normalize(given, mean, scale))(x, dy),
  },
  'gradient of a mean, of a dy': {
    kind: 'affine',
    shapes: [image, channels],
    run: (x, dy) => tf.grad((given) => tf.mean(given, [0, 1, 2]))(x, dy),
  },
  'repeated channels': { kind: 'affine', shapes: [[1, 1, 1, 8]], run: (x) => tf.tile(x, [2, 8, 8, 1]) },
  product: { kind: 'product', shapes: [image, image, channels], run: (a, x, b) => tf.mul(a, tf.sub(x, b)) },
  square: { kind: 'product', shapes: [image, channels], run: (x, b) => tf.square(tf.sub(x, b)) },
};

/** What happens to an operand before the result is read. */
const moments: Record<string, (operand: tf.Variable, other: tf.Tensor) => void> = {
  assigned: (operand, other) => operand.assign(other),
  'disposed of': (operand) => operand.dispose(),
  'assigned and disposed of': (operand, other) => {
    operand.assign(other);
    operand.dispose();
  },
};

/** Who reads it: the program, a kernel that fuses what it finds, one of ours that does not, and one of tfjs. */
const readers: Record<string, (y: tf.Tensor) => tf.Tensor> = {
  'the program': (y) => y,
  relu: (y) => tf.relu(y),
  'the sum over positions': (y) => tf.sum(y, y.shape.length === 4 ? [0, 1, 2] : [0]),
  "a kernel of tfjs's": (y) => tf.neg(y),
};

test('every kind of deferred tensor has its cases', () => {
  const kinds: Record<Pending['kind'], true> = {
    ...{
      convolution: true,
      inputGradient: true,
      step: true,
      reluGradient: true,
      affine: true,
      product: true,
    },
  };
  expect(new Set(Object.values(cases).map(({ kind }) => kind))).toEqual(new Set(Object.keys(kinds)));
});

describe.each(Object.entries(cases))('%s', (_, { kind, shapes, run }) => {
  const next = random(31);
  const values = shapes.map((shape) => randomValues(next, ...shape));
  const others = shapes.map((shape) => randomValues(next, ...shape));

  test.each(Object.entries(readers))('read by %s', async (_, read) => {
    const [want] = await evaluate('cpu', () => read(run(...values.map((given) => toTensor(given)))));
    await tf.setBackend('wasm');
    for (const [moment, happen] of Object.entries(moments)) {
      for (const at of shapes.keys()) {
        const before = tf.memory();
        const variables = values.map((given) => tf.tidy(() => tf.variable(toTensor(given))));
        const other = toTensor(others[at]!);
        const y = tf.tidy(() => run(...variables));
        expect(anyPendingOf(y)?.kind).toBe(kind);
        happen(variables[at]!, other);
        const got = tf.tidy(() => read(y).dataSync() as Float32Array);
        expectClose(got, want!, 3e-6, `operand ${at} ${moment}`);
        if (moment === 'assigned') expect(variables[at]!.dataSync()).toEqual(others[at]!.values);
        y.dispose();
        for (const variable of variables) if (!variable.isDisposed) variable.dispose();
        other.dispose();
        expect(tf.memory()).toEqual(before);
      }
    }
  });
});
