// Gradients of operations that take their values from places in images, and of counts.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type BackendName, initBackend } from '../../src/index';
import { type Check, checkGradients } from '../gradient-check';

const boxes = () =>
  tf.tensor2d([0.1, 0.2, 0.9, 0.85, 0, 0, 1, 1, 0.7, 0.6, 0.3, 0.1, -0.2, 0.4, 0.6, 1.3], [4, 4]);
const crop = (method: 'bilinear' | 'nearest', size: [number, number]) => (x: tf.Tensor, b: tf.Tensor) =>
  tf.image.cropAndResize(
    x as tf.Tensor4D,
    b as tf.Tensor2D,
    tf.tensor1d([1, 0, 1, 0], 'int32'),
    size,
    method,
    7,
  );
const transform =
  (interpolation: 'bilinear' | 'nearest', mode: 'constant' | 'reflect' | 'wrap' | 'nearest', count = 1) =>
  (x: tf.Tensor) => {
    const each = [1.1, 0.2, -1.3, -0.15, 0.9, 2.1, 0.01, -0.02, 0.8, -0.1, 1.7, 0.3, 1.2, -2.2, 0, 0.03];
    const matrices = tf.tensor2d(each.slice(0, 8 * count), [count, 8]);
    return tf.image.transform(x as tf.Tensor4D, matrices, interpolation, mode, 0.5, [6, 7]);
  };
const ofImages = (compute: (x: tf.Tensor) => tf.Tensor): Check => ({
  shapes: [[2, 5, 4, 3]],
  compute: (x) => compute(x!),
  step: 0.5,
});

const checks: Record<string, Check> = {
  'cropAndResize, the images': ofImages((x) => crop('bilinear', [3, 4])(x, boxes())),
  'cropAndResize to one pixel': ofImages((x) => crop('bilinear', [1, 1])(x, boxes())),
  'cropAndResize, the nearest': ofImages((x) => crop('nearest', [4, 3])(x, boxes())),
  'cropAndResize, the boxes': {
    shapes: [
      [2, 5, 4, 3],
      [2, 4],
    ],
    compute: (x, moved) =>
      tf.image.cropAndResize(
        x as tf.Tensor4D,
        tf.add(tf.mul(moved!, 0.05), [
          [0.13, 0.22, 0.81, 0.74],
          [0.72, 0.65, 0.31, 0.18],
        ]) as tf.Tensor2D,
        tf.tensor1d([1, 0], 'int32'),
        [3, 2],
      ),
    step: 1e-2,
  },
  ...Object.fromEntries(
    (['constant', 'reflect', 'wrap', 'nearest'] as const).flatMap((mode) => [
      [`transform, ${mode}`, ofImages(transform('bilinear', mode))],
      [`transform of each, ${mode}, the nearest`, ofImages(transform('nearest', mode, 2))],
    ]),
  ),
  rotateWithOffset: ofImages((x) => tf.image.rotateWithOffset(x as tf.Tensor4D, 0.7, 0.5, [0.4, 0.6])),
  'bincount, the weights': {
    shapes: [[5]],
    compute: (w) => tf.bincount(tf.tensor1d([0, 2, 2, 1, 7], 'int32'), w as tf.Tensor1D, 4),
    step: 0.5,
  },
  'denseBincount, the weights': {
    shapes: [[2, 3]],
    compute: (w) =>
      tf.denseBincount(
        tf.tensor2d(
          [
            [0, 2, 2],
            [1, 9, 1],
          ],
          undefined,
          'int32',
        ),
        w as tf.Tensor2D,
        4,
      ),
    step: 0.5,
  },
};

describe.each<BackendName>(['wasm', 'cpu'])('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  it.each(Object.entries(checks))('%s', (_, check) => checkGradients(check));

  it('the whole image as a box has a gradient up to its edges', () => {
    for (let count = 2; count < 60; count++) {
      const dx = tf.tidy(() =>
        tf.grad((x: tf.Tensor) =>
          tf.image.cropAndResize(x as tf.Tensor4D, [[0, 0, 1, 1]], [0], [count, count]),
        )(tf.ones([1, count, count, 1])),
      );
      expect(Math.max(...dx.dataSync().map((value) => Math.abs(value - 1)))).toBeLessThan(1e-4);
      dx.dispose();
    }
  });

  it('binary counts and boxes of the nearest pixels do not change', () => {
    tf.tidy(() => {
      const x = tf.tensor2d([[0, 1]], undefined, 'int32');
      const dw = tf.grad((w: tf.Tensor) => tf.denseBincount(x, w as tf.Tensor2D, 3, true))(tf.ones([1, 2]));
      expect([...dw.dataSync()]).toEqual([0, 0]);
      const image = tf.ones<tf.Rank.R4>([2, 5, 4, 1]);
      const db = tf.grad((b: tf.Tensor) => crop('nearest', [2, 2])(image, b))(boxes());
      expect([...db.dataSync()]).toEqual(Array(16).fill(0));
    });
  });

  it('float32 holds the places that values come from, in images of any number of pixels', () => {
    let largest = 0;
    const spies = ['Transform', 'RotateWithOffset'].map((name) => {
      const config = tf.getKernel(name, backend);
      const { kernelFunc } = config;
      return vi.spyOn(config, 'kernelFunc').mockImplementation((call) => {
        const { dataId } = call.inputs['image'] as tf.TensorInfo;
        const values = (call.backend as tf.KernelBackend).readSync(dataId) as Float32Array;
        largest = values.reduce((a, b) => Math.max(a, b), largest);
        return kernelFunc(call);
      });
    });
    tf.tidy(() => {
      const image = tf.zeros<tf.Rank.R4>([1, 50, 40, 1]);
      tf.grad(transform('nearest', 'reflect'))(image);
      tf.grad((x: tf.Tensor) => tf.image.rotateWithOffset(x as tf.Tensor4D, 0.3))(image);
    });
    for (const spy of spies) spy.mockRestore();
    // Rows and columns, up to 2^24 of each; the numbers of the pixels end at 2^24 in all.
    expect(largest).toBe(49);
  });

  it('transformations have no gradient, and say so', () => {
    tf.tidy(() => {
      const matrix = tf.tensor2d([[1, 0, 0, 0, 1, 0, 0, 0]]);
      const run = (m: tf.Tensor) => tf.image.transform(tf.ones([1, 3, 3, 1]), m as tf.Tensor2D);
      expect(() => tf.grad(run)(matrix)).toThrow('Cannot backprop through input transforms');
    });
  });
});
