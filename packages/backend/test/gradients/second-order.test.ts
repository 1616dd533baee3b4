// Gradients of gradients, as penalties on gradients take them, against central differences of the first gradients.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, initBackend } from '../../src/index';
import { type Check, checkGradients } from '../gradient-check';

/** The sum of squares of the gradients of the sum of squares. */
const penalty =
  (compute: Check['compute']): Check['compute'] =>
  (...inputs) => {
    const gradients = tf.grads((...args) => tf.sum(tf.square(compute(...args))))(inputs);
    return tf.addN(gradients.map((gradient) => tf.sum(tf.square(gradient))));
  };
const vector = [[7]];
const image = [[2, 6, 5, 2]];
type Image = tf.Tensor4D;

const checks: Record<string, [number[][], Check['compute'], shift?: number]> = {
  elu: [vector, (x) => tf.elu(x!)],
  exp: [vector, (x) => tf.exp(x!)],
  logSoftmax: [[[3, 4]], (x) => tf.logSoftmax(x!)],
  max: [[[3, 4]], (x) => tf.max(x!, 1)],
  min: [[[3, 4]], (x) => tf.min(x!, 0)],
  pow: [[[5], [5]], (x, p) => tf.pow(x!, p!), 2],
  relu: [[[5, 5]], (x) => tf.relu(x!)],
  sigmoid: [vector, (x) => tf.sigmoid(x!)],
  softmax: [[[3, 4]], (x) => tf.softmax(x!)],
  softplus: [vector, (x) => tf.softplus(x!)],
  tanh: [vector, (x) => tf.tanh(x!)],
  where: [vector, (x) => tf.where(tf.greater(x!, 0), tf.square(x!), tf.mul(x!, 3))],
  'average pooling': [image, (x) => tf.avgPool(x as Image, [3, 2], 2, 'same')],
  'average pooling over three axes': [
    [[1, 4, 4, 3, 2]],
    (x) => tf.avgPool3d(x as tf.Tensor5D, [2, 3, 2], 2, 'same'),
  ],
  'max pooling': [image, (x) => tf.maxPool(x as Image, [3, 2], 2, 'same')],
  'max pooling of windows that overlap': [image, (x) => tf.maxPool(x as Image, 3, 1, 'valid')],
  'two layers': [
    [
      [4, 3],
      [3, 5],
      [5, 2],
    ],
    (x, w, v) => tf.sigmoid(tf.matMul(tf.tanh(tf.matMul(x!, w!)), v!)),
  ],
};

// cpu's first gradients of them are wrong.
const onWasm: typeof checks = {
  resizeBilinear: [image, (x) => tf.image.resizeBilinear(x as Image, [4, 9])],
  resizeNearestNeighbor: [image, (x) => tf.image.resizeNearestNeighbor(x as Image, [12, 10])],
};

describe.each<[BackendName, typeof checks]>([
  ['cpu', checks],
  ['wasm', { ...checks, ...onWasm }],
])('on %s', (backend, cases) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  it.each(Object.entries(cases))('%s', (_, [shapes, compute, shift]) => {
    const check = { shapes, compute: penalty(compute), step: 2e-3 };
    checkGradients(shift ? { ...check, shift: shapes.map(() => shift) } : check);
  });

  it('the third gradient of exp is exp', () => {
    const third = tf.grad(tf.grad(tf.grad((x: tf.Tensor) => tf.exp(x))));
    const [got] = tf.tidy(() => third(tf.scalar(0.5)).dataSync());
    expect(got).toBeCloseTo(Math.exp(0.5), 5);
  });
});
