import { initBackend } from '@backdropjs/backend';
import { foldIn, key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackdropOptions, backdrop, sampleMask } from '../src/index';

const gaussian = <R extends tf.Rank>(name: string, shape: tf.ShapeMap[R]) =>
  tf.tensor<R>(normal(foldIn(key(1), name), new Float32Array(shape.reduce((a, b) => a * b, 1))), shape);

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  it('a convolutional net with two masks back-propagates each segment under the masks before it', () => {
    tf.tidy(() => {
      const x = gaussian<tf.Rank.R4>('x', [2, 12, 12, 1]);
      const w1 = gaussian<tf.Rank.R4>('w1', [3, 3, 1, 3]);
      const w2 = gaussian<tf.Rank.R4>('w2', [2, 2, 3, 4]);
      const fine: BackdropOptions = { rate: 0.7, axes: [1, 2], key: key(10) };
      const coarse: BackdropOptions = { rate: 0.5, axes: [0, 1, 2], key: key(11), scale: 'expected' };

      const first = (w: tf.Tensor4D) => tf.relu(tf.conv2d(x, w, 2, 'same'));
      const second = (h: tf.Tensor4D, w: tf.Tensor4D) => tf.relu(tf.conv2d(h, w, 2, 'same'));
      const loss = (h: tf.Tensor) => tf.sum(tf.square(tf.mean(h, [1, 2])));

      const [d1, d2] = tf.grads((a, b) => {
        const h = backdrop(first(a as tf.Tensor4D), fine);
        return loss(backdrop(second(h, b as tf.Tensor4D), coarse));
      })([w1, w2]);

      // The same chain by hand: plain gradients of the segments, masks multiplied in between.
      const h1 = first(w1);
      const h2 = second(h1, w2);
      const fineMask = sampleMask(h1.shape, fine);
      const coarseMask = sampleMask(h2.shape, coarse);
      const dy2 = tf.mul(tf.grad(loss)(h2), tf.mul(coarseMask.mask, 1 / (1 - coarse.rate)));
      const [dh1, e2] = tf.grads((h, w) => second(h as tf.Tensor4D, w as tf.Tensor4D))([h1, w2], dy2);
      const dy1 = tf.mul(dh1!, tf.mul(fineMask.mask, fineMask.total / fineMask.kept));
      const e1 = tf.grad((w) => first(w as tf.Tensor4D))(w1, dy1);

      expect(d1!.shape).toEqual(w1.shape);
      expect(tf.max(tf.abs(d1!)).dataSync()[0]).toBeGreaterThan(1e-3);
      expect(tf.max(tf.abs(tf.sub(d1!, e1))).dataSync()[0]).toBeLessThan(1e-6);
      expect(tf.max(tf.abs(tf.sub(d2!, e2!))).dataSync()[0]).toBeLessThan(1e-6);
    });
  });
});
