// Elementwise operations, reductions and normalization, at random shapes, against the cpu backend.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate, expectClose, random, randomValues, type Values } from '../support';
import { compare, startBoth } from './compare';

beforeAll(startBoth);

describe('elementwise operations with broadcasting', () => {
  const operations = { add: tf.add, sub: tf.sub, mul: tf.mul, div: tf.div };

  it.each(Object.keys(operations))('%s', async (name) => {
    const next = random(9);
    const operation = operations[name as keyof typeof operations];
    const away = (values: Values) => ({ ...values, values: values.values.map((v) => v + Math.sign(v)) });
    for (const [big, small] of [
      [[40, 16, 16, 3], [3]],
      [
        [40, 16, 16, 3],
        [1, 1, 1, 3],
      ],
      [
        [40, 16, 16, 3],
        [1, 16, 16, 1],
      ],
      [
        [40, 16, 16, 3],
        [16, 16, 1],
      ],
      [
        [40, 16, 16, 3],
        [40, 1, 1, 1],
      ],
      [
        [700, 3],
        [700, 1],
      ],
      [
        [40, 16, 1, 3],
        [16, 16, 1],
      ],
      [
        [40, 16, 16, 3],
        [1, 16, 1, 3],
      ],
      [
        [40, 16, 16, 3],
        [40, 1, 1, 3],
      ],
      [
        [41, 211, 1],
        [211, 1],
      ],
      [[9001, 1], [1]],
      [[9973, 2], [2]],
      [[16384], []],
      [
        [10, 900, 1],
        [1, 1, 5],
      ],
      [[8, 2048], [2048]],
    ] as const) {
      const [a, b] = [randomValues(next, ...big), away(randomValues(next, ...small))];
      await compare(`${name} ${big} by ${small}`, [a, b], (p, q) => operation(p, q), { gradients: false });
      await compare(`${name} ${small} by ${big}`, [b, away(a)], (p, q) => operation(p, q), {
        gradients: false,
      });
    }
    await compare(
      `${name}, gradients`,
      [randomValues(next, 40, 16, 16, 3), away(randomValues(next, 3))],
      (p, q) => operation(p, q),
    );
  });
});

describe('reductions', () => {
  it.each([
    ['sum', tf.sum],
    ['mean', tf.mean],
  ] as const)('%s over any axes', async (name, reduce) => {
    const next = random(10);
    for (const shape of [[7], [5, 9], [4, 3, 6], [3, 4, 5, 13], [2, 1, 3, 8]]) {
      for (let subset = 0; subset < 2 ** shape.length; subset++) {
        const axes = shape.map((_, axis) => axis).filter((axis) => subset & (1 << axis));
        for (const keepDims of [false, true]) {
          const what = `${name} ${shape} over ${axes} ${keepDims}`;
          const given = axes.length === 0 && subset === 0 ? undefined : axes;
          await compare(what, [randomValues(next, ...shape)], (x) => reduce(x, given, keepDims));
        }
      }
    }
    await compare(name, [randomValues(next, 3, 4)], (x) => reduce(x, -1));
    await compare(name, [randomValues(next, 3, 4)], (x) => reduce(x, -2));
  });

  it('sums 100,000 rows without losing digits', async () => {
    await tf.setBackend('wasm');
    const got = await evaluate('wasm', () => tf.sum(tf.fill([100_000, 5], 0.1), 0));
    expectClose(got[0]!, new Float32Array(5).fill(100_000 * Math.fround(0.1)), 1e-7, 'sum');
  });

  it('sums integers', async () => {
    await compare('int32', [], () => tf.sum(tf.range(0, 12, 1, 'int32'), 0), { gradients: false });
  });
});

describe('batch normalization', () => {
  it.each([[[3]], [[1, 1, 1, 3]], [[4, 5, 6, 3]]])('with statistics of shape %j', async (shape) => {
    const next = random(14);
    const positive = (values: Values) => ({ ...values, values: values.values.map((v) => v + 1.5) });
    const x = randomValues(next, 4, 5, 6, 3);
    const statistics = [
      randomValues(next, ...shape),
      positive(randomValues(next, ...shape)),
      randomValues(next, ...shape),
      randomValues(next, ...shape),
    ];
    // The order of the arguments is x, mean, variance, offset, scale.
    await compare('batchNorm', [x, ...statistics], (a, mean, variance, offset, scale) =>
      tf.batchNorm(
        a!,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        offset as tf.Tensor1D,
        scale as tf.Tensor1D,
      ),
    );
    await compare(
      'batchNorm alone',
      [x, ...statistics.slice(0, 2)],
      (a, mean, variance) => tf.batchNorm(a!, mean as tf.Tensor1D, variance as tf.Tensor1D),
      { gradients: false },
    );
  });
});

it('bincount of a matrix counts all of its values', async () => {
  const run = () =>
    tf.bincount(
      tf.tensor2d(
        [
          [0, 2, 2],
          [1, 0, 2],
        ],
        undefined,
        'int32',
      ) as unknown as tf.Tensor1D,
      tf.tensor1d([]),
      4,
    );
  expect(await evaluate('wasm', run)).toEqual([Float32Array.of(2, 1, 3, 0)]);
});
