// Why two of tfjs-core's tests are wrong about what they expect; the two others of the list name their own proofs.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, initBackend } from '../../src/index';
import { exceptions } from './exceptions.mjs';

describe.each<BackendName>(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  it('the gradient of average pooling shares a value among the cells that were averaged', () => {
    tf.tidy(() => {
      const padding: [number, number][] = [
        [0, 0],
        [1, 2],
        [0, 1],
        [0, 0],
      ];
      const pool = (x: tf.Tensor) => tf.avgPool(x as tf.Tensor3D, 3, 1, padding as never);
      const dy = tf.tensor3d([0, 3, 0, 6, 0, 9, 0, 12], [4, 2, 1]);
      // Pooling is linear: its differences by single cells are its derivatives, without an error of theirs.
      const differences = Array.from({ length: 9 }, (_, cell) => {
        const unit = tf.tensor3d(
          Array.from({ length: 9 }, (_, i) => Number(i === cell)),
          [3, 3, 1],
        );
        return tf.sum(tf.mul(dy, pool(unit))).dataSync()[0]!;
      });
      const gradient = [
        ...tf
          .grad(pool)(tf.zeros([3, 3, 1]), dy)
          .dataSync(),
      ];
      gradient.forEach((value, cell) => {
        expect(value).toBeCloseTo(differences[cell]!, 5);
      });
      // What the test expects: 0 where a window of six cells gave 3, and not the whole of dy.
      const expected = [0, 1, 1, 0, 2, 2, 0, 3, 3];
      const apart = expected.map((value, cell) => Math.abs(value - differences[cell]!));
      expect(Math.max(...apart)).toBeGreaterThan(0.4);
    });
  });
});

it('no convolution by stride 1 and padding same leads from [4, 4] to [8, 8], so none is transposed', async () => {
  await initBackend({ backends: ['wasm'] });
  tf.tidy(() => {
    const filter = tf.zeros<tf.Rank.R4>([8, 8, 8, 8]);
    expect(tf.conv2d(tf.zeros<tf.Rank.R4>([1, 4, 4, 8]), filter, 1, 'same').shape).toEqual([1, 4, 4, 8]);
    const transpose = () =>
      tf.conv2dTranspose(tf.zeros<tf.Rank.R4>([1, 8, 8, 8]), filter, [1, 4, 4, 8], 1, 'same').dataSync();
    expect(transpose).toThrow(/must .*got/);
  });
});

it('every exception says where its proof is', () => {
  expect(exceptions).toHaveLength(4);
  for (const { reason } of exceptions) expect(reason).toMatch(/\(test\/[\w/-]+\.test\.ts\)$/);
});
