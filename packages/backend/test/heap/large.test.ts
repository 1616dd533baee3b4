// Tensors of 1e8 elements, 400 MB each: offsets in bytes do not fit into 31 bits, and positions have to be counted right.
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { initBackend } from '../../src/index';

const edge = 10_000;
const size = edge * edge;
let images: tf.Tensor4D;

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
  images = tf.ones([1, edge, edge, 1]);
});

afterEach(() => expect(tf.memory().numTensors).toBe(1));

/** The last element. */
const last = (x: tf.Tensor) => tf.slice(tf.reshape(x, [-1]), x.size - 1, 1).dataSync()[0];
const run = (kernel: string, inputs: tf.NamedTensorMap, attrs: object) =>
  tf.engine().runKernel(kernel, inputs, attrs as tf.NamedAttrMap) as tf.Tensor;

describe('1e8 elements', () => {
  const window = { strides: 1, pad: 'valid', dataFormat: 'NHWC', dilations: 1 };

  test('convolution and its gradients', () => {
    tf.tidy(() => {
      const filter = tf.fill<tf.Rank.R4>([1, 1, 1, 1], 3);
      expect(last(tf.relu(tf.conv2d(images, filter, 1, 'valid')))).toBe(3);
    });
    tf.tidy(() => {
      const dw = run(
        'Conv2DBackpropFilter',
        { x: images, dy: images },
        { ...window, filterShape: [1, 1, 1, 1] },
      );
      expect(dw.dataSync()[0]).toBe(size);
    });
    tf.tidy(() => {
      const filter = tf.fill<tf.Rank.R4>([1, 1, 1, 1], 3);
      const dx = run('Conv2DBackpropInput', { dy: images, filter }, { ...window, inputShape: images.shape });
      expect(last(dx)).toBe(3);
    });
  });

  test('gradients of relu and pooling', () => {
    tf.tidy(() => {
      expect(last(tf.mul(images, tf.step(images)))).toBe(1);
    });
    tf.tidy(() => {
      const pool = (x: tf.Tensor) => tf.sum(tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'), [1, 2]);
      expect(last(tf.grad(pool)(images))).toBe(0);
    });
  });

  test('sums, products, rows by their number', () => {
    const rows = size / 4;
    tf.tidy(() => {
      expect(last(tf.sum(tf.reshape(images, [rows, 4]), 0))).toBe(rows);
    });
    tf.tidy(() => {
      expect(last(tf.matMul(tf.reshape(images, [rows, 4]), tf.ones([4, 1])))).toBe(4);
    });
    tf.tidy(() => {
      expect(last(tf.matMul(tf.reshape(images, [rows, 4]), tf.ones([rows, 1]), true))).toBe(rows);
    });
    tf.tidy(() => {
      // Half of the rows each: float32 counts up to 2^24.
      const ids = tf.tensor1d(new Int32Array(rows).fill(1, rows / 2));
      const segments = tf.unsortedSegmentSum(tf.reshape(images, [rows, 4]), ids, 2);
      expect([...segments.dataSync()]).toEqual(Array(8).fill(rows / 2));
    });
  });
});
