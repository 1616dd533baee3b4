// Gradients of pooling by windows that reach beyond the image and its padding, which rounding modes let them, against differences.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, initBackend } from '../../src/index';
import { checkGradients } from '../gradient-check';

type Image = tf.Tensor4D;
const none: [number, number] = [0, 0];

describe.each<BackendName>(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  it.each(
    [
      { size: [1, 2], strides: [1, 2], pad: [none, none, none, none], shape: [1, 2, 3, 5] },
      { size: [2, 1], strides: [3, 2], pad: [none, none, none, none], shape: [2, 4, 3, 5] },
      { size: [3, 3], strides: [3, 2], pad: [none, [1, 1], [1, 1], none], shape: [2, 6, 7, 4] },
      { size: [2, 2], strides: [2, 2], pad: 0, shape: [2, 5, 7, 3] },
    ].flatMap((of) => (['ceil', 'round', 'floor'] as const).map((rounding) => ({ ...of, rounding }))),
  )('$rounding, windows $size, strides $strides', ({ size, strides, pad, shape, rounding }) => {
    for (const pool of [tf.maxPool, tf.avgPool]) {
      const compute = (x: tf.Tensor) =>
        pool(x as Image, size as [number, number], strides as [number, number], pad as never, rounding);
      checkGradients({ shapes: [shape], compute: (x) => compute(x!), step: 1e-3 });
    }
  });

  it('a window that lies outside of the image has no largest value', () => {
    const x = tf.ones<tf.Rank.R4>([1, 8, 4, 1]);
    const pool = (image: tf.Tensor) =>
      tf.maxPool(image as Image, [3, 1], [2, 2], [none, none, none, none], 'round');
    const [y, dx] = tf.tidy(() => [pool(x).dataSync(), tf.grad(pool)(x).dataSync()]);
    expect([...y!]).toEqual(Array.from({ length: 4 }, () => [1, 1, -Infinity]).flat());
    // Each window's gradient goes to one cell of its own: two of the three across, in four rows.
    expect([...dx!].reduce((a, b) => a + b, 0)).toBe(8);
    x.dispose();
  });
});
