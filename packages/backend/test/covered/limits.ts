// For each limit that the documentation names, in its order: words of it, and what shows that it is one.
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { expect, vi } from 'vitest';
import { withoutGradient } from './kernels';

interface Limit {
  says(): string;
  shows(): void | Promise<void>;
}

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

export const limits: Limit[] = [
  {
    says: () =>
      `There is no gradient of ${withoutGradient()
        .map((name) => `\`${name}\``)
        .join(', ')
        .replace(/, ([^,]*)$/, ' and $1')}`,
    shows: () => {
      const int = (...values: number[]) => tf.tensor1d(values, 'int32');
      const take = (x: tf.Tensor) => tf.raggedGather([int(0, 1, 3)], x, int(1, 0), 1).outputDenseValues;
      expect([...take(tf.tensor1d([1, 2, 3])).dataSync()]).toEqual([2, 3, 1]);
      const { state } = tf.engine();
      const depth = state.gradientDepth;
      expect(() => tf.grad(take)(tf.tensor1d([1, 2, 3]))).toThrow(/gradient/);
      // tfjs leaves its tape on when a gradient throws.
      state.gradientDepth = depth;
    },
  },
  {
    says: () => "tfjs's centered `rmsprop` takes the root of the variance minus epsilon",
    shows: () => {
      const w = tf.variable(tf.tensor1d([0, 1]));
      const optimizer = tf.train.rmsprop(0.1, 0.9, 0, 1e-7, true);
      optimizer.minimize(() => tf.sum(tf.mul(w, [0, 1])), false, [w]);
      expect(w.dataSync()[0]).toBeNaN();
      optimizer.dispose();
      w.dispose();
    },
  },
  {
    says: () => "Operations that run cpu's kernels on the heap",
    shows: () => expect(Object.keys(manifest.peerDependencies)).toContain('@tensorflow/tfjs-backend-cpu'),
  },
  {
    says: () => 'A single number as padding of a convolution or pooling is misread by tfjs',
    shows: async () => {
      const pool = (pad: unknown) => tf.avgPool(tf.ones<tf.Rank.R4>([1, 5, 6, 1]), [3, 2], 1, pad as number);
      const explicit = [
        [0, 0],
        [1, 1],
        [1, 1],
        [0, 0],
      ];
      expect(pool(1).shape).toEqual(pool(explicit).shape);
      await tf.setBackend('cpu');
      expect(pool(1).shape).not.toEqual(pool(explicit).shape);
    },
  },
  {
    says: () => 'A `dimRoundingMode` that lets the windows of a convolution reach beyond',
    shows: () => {
      const run = () =>
        tf.conv2d(
          tf.ones<tf.Rank.R4>([1, 4, 4, 1]),
          tf.ones<tf.Rank.R4>([3, 3, 1, 1]),
          2,
          0,
          'NHWC',
          1,
          'ceil',
        );
      expect(run).toThrow('dimRoundingMode must not');
      expect(tf.maxPool(tf.ones<tf.Rank.R4>([1, 4, 4, 1]), 3, 2, 0, 'ceil').shape).toEqual([1, 2, 2, 1]);
    },
  },
  {
    says: () => 'Max pooling passes over NaN',
    shows: () => {
      const image = tf.tensor4d([Number.NaN, 1, Number.NaN, Number.NaN], [1, 1, 4, 1]);
      expect([...tf.maxPool(image, [1, 2], [1, 2], 'valid').dataSync()]).toEqual([1, Number.NaN]);
    },
  },
  {
    says: () => 'The wasm backend computes in the NHWC layout',
    shows: () => {
      const transpose = vi.spyOn(tf.getKernel('Transpose', 'wasm'), 'kernelFunc');
      const run = (format: 'NHWC' | 'NCHW') =>
        tf.conv2d(tf.ones<tf.Rank.R4>([1, 5, 5, 5]), tf.ones([3, 3, 5, 2]), 1, 'valid', format);
      run('NHWC');
      expect(transpose).not.toHaveBeenCalled();
      run('NCHW');
      // There and back.
      expect(transpose).toHaveBeenCalledTimes(2);
      transpose.mockRestore();
    },
  },
  {
    says: () => 'It runs on one core',
    shows: () => expect(tf.env().getBool('WASM_HAS_MULTITHREAD_SUPPORT')).toBe(false),
  },
  {
    says: () =>
      `Every tfjs from ${/>=(\d+\.\d+)/.exec(manifest.peerDependencies['@tensorflow/tfjs-core'])![1]} on`,
    shows: () => expect(new Set(Object.values(manifest.peerDependencies)).size).toBe(1),
  },
  {
    says: () => 'Zero positions are skipped, not multiplied',
    shows: () => {
      const filter = tf.fill([1, 1, 1, 1], Number.NaN) as tf.Tensor4D;
      const dx = tf.grad((x: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, filter, 1, 'valid'))(
        tf.ones<tf.Rank.R4>([1, 2, 2, 1]),
        tf.tensor4d([0, 1, 0, 0], [1, 2, 2, 1]),
      );
      expect([...dx.dataSync()]).toEqual([0, Number.NaN, 0, 0]);
    },
  },
  {
    says: () => 'The wasm heap ends at 4 GiB',
    shows: () => expect(() => tf.zeros([2 ** 30, 4])).toThrow('which ends at 4 GiB'),
  },
];
