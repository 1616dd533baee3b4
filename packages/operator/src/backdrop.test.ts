import { initBackend } from '@backdropjs/backend';
import { key } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { input, options } from '../test/backdrop-input';
import { type BackdropOptions, backdrop, sampleMask } from './index';

/** Values that differ everywhere and include what a copy through arithmetic would change. */
const odd = [-0, 0, Number.NaN, Infinity, -Infinity, 1e-45, 3.4e38, 0.1];

/** d/dx of sum(backdrop(x) * weight). */
function maskedGradient(x: tf.Tensor, weight: tf.Tensor, opts: BackdropOptions): Float32Array {
  return tf.tidy(
    () =>
      tf
        .grad((t) => tf.sum(tf.mul(backdrop(t, opts), weight)))(x)
        .dataSync() as Float32Array,
  );
}

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  describe('forward', () => {
    it.each([1, 2, 3, 4, 5, 6])('is bit-identical without a copy on rank %i', (rank) => {
      tf.tidy(() => {
        const x = tf.tensor(odd, [...new Array(rank - 1).fill(1), odd.length]);
        const y = backdrop(x, { ...options, axes: [rank - 1] });
        expect(y.shape).toEqual(x.shape);
        expect(y.dtype).toBe('float32');
        expect(y.dataId).toBe(x.dataId);
        expect(new Uint32Array(y.dataSync().slice().buffer)).toEqual(
          new Uint32Array(Float32Array.from(odd).buffer),
        );
      });
    });

    it('does not depend on rate, key, scale or keep', () => {
      tf.tidy(() => {
        const x = input([2, 3, 4]);
        for (const changed of [
          { rate: 0.9 },
          { key: key(8) },
          { scale: 'none' as const },
          { keep: [[0, 0]] },
        ]) {
          expect(backdrop(x, { ...options, ...changed }).dataId).toBe(x.dataId);
        }
      });
    });
  });

  describe('gradient', () => {
    it.each([
      ['realized', 12 / 2],
      ['expected', 1 / (1 - 0.5)],
      ['none', 1],
    ] as const)('is dy at kept positions times the factor of scale %s', (scale, factor) => {
      tf.tidy(() => {
        const x = input([2, 3, 4, 2]);
        const weight = input([2, 3, 4, 2]);
        const keep = [
          [0, 1],
          [2, 3],
        ];
        const gradient = maskedGradient(x, weight, { ...options, scale, keep });
        const expected = weight.dataSync().map((dy, i) => {
          const [row, column] = [Math.floor(i / 8) % 3, Math.floor(i / 2) % 4];
          return keep.some(([r, c]) => r === row && c === column) ? Math.fround(dy * factor) : dy * 0;
        });
        expect(gradient).toEqual(expected);
      });
    });

    it('uses the mask of sampleMask', () => {
      tf.tidy(() => {
        const weight = input([5, 6, 7]);
        const { mask, kept, total } = sampleMask([5, 6, 7], options);
        const expected = tf.mul(weight, tf.mul(mask, total / kept)).dataSync();
        expect(maskedGradient(input([5, 6, 7]), weight, options)).toEqual(expected);
      });
    });

    it('reads keep in the order of axes, and negative axes from the end', () => {
      tf.tidy(() => {
        const x = input([2, 3, 4]);
        const weight = tf.ones([2, 3, 4]);
        const rowsFirst = maskedGradient(x, weight, { ...options, axes: [1, 2], keep: [[1, 3]] });
        expect(maskedGradient(x, weight, { ...options, axes: [2, 1], keep: [[3, 1]] })).toEqual(rowsFirst);
        expect(maskedGradient(x, weight, { ...options, axes: [-2, -1], keep: [[1, 3]] })).toEqual(rowsFirst);
      });
    });

    it('agrees with finite differences of the loss restricted to the kept positions', () => {
      // The masked gradient of f is the gradient of f when only the kept positions of x may move, times total / kept.
      const shape = [2, 3, 2];
      const keep = [[0], [2]];
      const f = (t: tf.Tensor) => tf.sum(tf.mul(tf.square(t), tf.sin(t))) as tf.Scalar;
      tf.tidy(() => {
        const x = input(shape);
        const masked = tf
          .grad((t) => f(backdrop(t, { ...options, axes: [1], keep })))(x)
          .dataSync();
        const values = x.dataSync();
        const exact = (v: number) => v * v * Math.sin(v);
        const h = 1e-5;
        values.forEach((v, i) => {
          const isKept = keep.some(([row]) => row === Math.floor(i / 2) % 3);
          const difference = (exact(v + h) - exact(v - h)) / (2 * h);
          expect(masked[i]).toBeCloseTo(isKept ? (difference * 3) / 2 : 0, 5);
        });
      });
    });

    it('adds up with other uses of the same tensor', () => {
      tf.tidy(() => {
        const x = input([4]);
        const gradient = tf.grad((t) =>
          tf.sum(tf.add(backdrop(t, { ...options, axes: [0], keep: [[1]] }), t)),
        )(x);
        expect([...gradient.dataSync()]).toEqual([1, 5, 1, 1]);
      });
    });

    it('reaches variables under variableGrads', () => {
      tf.tidy(() => {
        const w = tf.variable(tf.tensor2d([[1, 2]]));
        const x = tf.tensor2d([[1], [10], [100]]);
        const { grads } = tf.variableGrads(() =>
          tf.sum(backdrop(tf.matMul(x, w), { ...options, axes: [0], keep: [[1]] })),
        );
        expect([...grads[w.name]!.dataSync()]).toEqual([30, 30]);
        w.dispose();
      });
    });

    it('masks once for each differentiation in a second derivative', () => {
      tf.tidy(() => {
        const cube = (t: tf.Tensor) =>
          tf.sum(tf.pow(backdrop(t, { ...options, axes: [0], scale: 'none', keep: [[0], [2]] }), 3));
        const second = tf.grad((t) => tf.sum(tf.grad(cube)(t)))(tf.tensor1d([1, 2, 3]));
        expect(second.dataSync()[0]).toBeCloseTo(6, 4);
        expect(second.dataSync()[1]).toBe(0);
        expect(second.dataSync()[2]).toBeCloseTo(18, 4);
      });
    });
  });

  describe('memory', () => {
    it('adds one tensor per call and none per gradient', () => {
      const x = input([3, 4, 5]);
      const before = tf.memory();
      const y = backdrop(x, options);
      expect(tf.memory().numTensors).toBe(before.numTensors + 1);
      expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
      y.dispose();
      for (let i = 0; i < 3; i++) {
        const gradient = tf.grad((t) => tf.sum(tf.square(backdrop(t, options))))(x);
        expect(tf.memory().numTensors).toBe(before.numTensors + 1);
        gradient.dispose();
      }
      expect(tf.memory().numTensors).toBe(before.numTensors);
      expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
      x.dispose();
    });

    it('holds nothing between forward and backward', () => {
      const x = input([3, 4, 5]);
      const before = tf.memory().numTensors;
      const gradient = tf.grad((t) => {
        const y = backdrop(t, options);
        expect(tf.memory().numTensors).toBe(before + 1);
        return tf.sum(y);
      })(x);
      tf.dispose([gradient, x]);
    });
  });
});
