// Products and what moves data, at random shapes, against the cpu backend.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { integer, random, randomValues } from '../support';
import { cases } from './cases';
import { compare, startBoth } from './compare';

beforeAll(startBoth);

describe('products', () => {
  it(`matMul with every transpose and broadcast batch, ${cases(60)} random cases`, async () => {
    const next = random(8);
    for (let i = 0; i < cases(60); i++) {
      const [rows, columns, depth] = [integer(next, 1, 20), integer(next, 1, 20), integer(next, 1, 20)];
      const [transposeA, transposeB] = [next() < 0, next() < 0];
      const batch = [[], [3], [2, 2]][integer(next, 0, 2)]!;
      const a = randomValues(next, ...batch, ...(transposeA ? [depth, rows] : [rows, depth]));
      const b = randomValues(next, ...batch, ...(transposeB ? [columns, depth] : [depth, columns]));
      await compare(`${a.shape} ${transposeA}, ${b.shape} ${transposeB}`, [a, b], (p, q) =>
        tf.matMul(p, q, transposeA, transposeB),
      );
    }
  });
});

describe('moving data', () => {
  it(`pad, slice and tile, ${cases(60)} random cases each`, async () => {
    const next = random(11);
    for (let i = 0; i < cases(60); i++) {
      const shape = Array.from({ length: integer(next, 1, 4) }, () => integer(next, 1, 7));
      const x = randomValues(next, ...shape);
      const paddings = shape.map(() => [integer(next, 0, 3), integer(next, 0, 3)] as [number, number]);
      await compare(`pad ${shape} ${paddings}`, [x], (a) => tf.pad(a, paddings, 0.5));
      const begin = shape.map((size) => integer(next, 0, size - 1));
      const size = shape.map((extent, axis) => integer(next, 1, extent - begin[axis]!));
      await compare(`slice ${shape} ${begin} ${size}`, [x], (a) => tf.slice(a, begin, size));
      const reps = shape.map(() => integer(next, 1, 3));
      await compare(`tile ${shape} ${reps}`, [x], (a) => tf.tile(a, reps));
    }
  });

  it('pads long rows, integers and booleans, slices nothing', async () => {
    const next = random(12);
    await compare('rows', [randomValues(next, 3, 100, 2)], (x) =>
      tf.pad(x, [
        [0, 0],
        [2, 1],
        [0, 0],
      ]),
    );
    await compare('empty', [randomValues(next, 4, 3)], (x) => tf.slice(x, [1, 0], [0, 3]), {
      gradients: false,
    });
    for (const type of ['int32', 'bool'] as const) {
      const cut = () =>
        tf.slice(
          tf.pad(tf.cast(tf.tensor2d([[1, 0, 1]]), type), [
            [1, 1],
            [0, 2],
          ]),
          [1, 1],
          [2, 3],
        );
      await compare(type, [], () => tf.cast(cut(), 'float32'), { gradients: false });
      await compare(`tile ${type}`, [], () => tf.cast(tf.tile(cut(), [2, 2]), 'float32'), {
        gradients: false,
      });
    }
  });

  it('casts and clones without sharing their fate', async () => {
    await tf.setBackend('wasm');
    const before = tf.memory();
    const x = tf.tensor1d([1.5, -2.5]);
    const copies = [tf.clone(x), tf.cast(x, 'float32'), tf.cast(x, 'int32')];
    x.dispose();
    expect(copies.map((copy) => [...copy.dataSync()])).toEqual([
      [1.5, -2.5],
      [1.5, -2.5],
      [1, -2],
    ]);
    tf.dispose(copies);
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
  });

  it('unsortedSegmentSum and gather', async () => {
    const next = random(13);
    const x = randomValues(next, 12, 5);
    const ids = () => tf.tensor1d([3, 0, 0, 2, 9, 3, -1, 2, 2, 0, 1, 3], 'int32');
    await compare('segments', [x], (a) => tf.unsortedSegmentSum(a as tf.Tensor2D, ids(), 5), {
      gradients: false,
    });
    await compare('gather', [x], (a) =>
      tf.gather(
        a,
        tf.tensor2d(
          [
            [1, 1, 4],
            [0, 11, 1],
          ],
          [2, 3],
          'int32',
        ),
      ),
    );
    await compare('gather along axis 1', [x], (a) => tf.gather(a, tf.tensor1d([1, 1, 4], 'int32'), 1));
  });
});
