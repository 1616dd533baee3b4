// Every kernel of the wasm backend that is ours, at random shapes, against the cpu backend: float32 both, so the
// tolerance covers the rounding of two different orders of summation.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../src/index';
import { evaluate, expectClose, integer, random, randomValues, toTensor, type Values } from './support';

const tolerance = 5e-6;

type Inputs = Values[];
type Explicit = tf.backend_util.ExplicitPadding;
type Compute = (...inputs: tf.Tensor[]) => tf.Tensor;

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
});

/**
 * Compares the value and, where asked for, the gradients with respect to every input, where about a fraction `kept` of the
 * positions has a gradient.
 */
async function compare(
  what: string,
  inputs: Inputs,
  compute: Compute,
  { gradients = true, next = random(99), kept = 1 } = {},
): Promise<void> {
  let dy: Values | undefined;
  const run = () => {
    const tensors = inputs.map((input) => toTensor(input));
    const y = compute(...tensors);
    if (!gradients) return [y];
    dy ??= maskPositions(next, randomValues(next, ...y.shape), kept);
    const { value, grads } = tf.valueAndGrads(compute)(tensors, toTensor(dy));
    return [value, ...grads];
  };
  const want = await evaluate('cpu', run);
  const got = await evaluate('wasm', run);
  for (const [index, values] of want.entries()) {
    expectClose(got[index]!, values, tolerance, `${what}: ${index === 0 ? 'value' : `gradient ${index}`}`);
  }
}

function maskPositions(next: () => number, dy: Values, kept: number): Values {
  const channels = dy.shape.at(-1) ?? 1;
  for (let i = 0; i < dy.values.length; i += channels) {
    if ((next() + 1) / 2 >= kept) dy.values.fill(0, i, i + channels);
  }
  return dy;
}

/** Fractions of positions that have a gradient, taken in turns. */
const fractions = [1, 0.5, 0.1, 0];
/** Numbers of channels below, at and beyond the sizes of vectors and tiles. */
const channelCounts = [1, 2, 3, 4, 5, 7, 8, 9, 16, 33];

function convolutionCase(next: () => number) {
  const [filterHeight, filterWidth] = [integer(next, 1, 5), integer(next, 1, 5)];
  const strides: [number, number] = [integer(next, 1, 4), integer(next, 1, 4)];
  const inHeight = filterHeight + integer(next, 0, 9);
  const inWidth = filterWidth + integer(next, 0, 9);
  // A single number as padding is wrong in tfjs for windows or strides that are not square.
  const before = [integer(next, 0, filterHeight - 1), integer(next, 0, filterWidth - 1)];
  const after = [integer(next, 0, filterHeight - 1), integer(next, 0, filterWidth - 1)];
  const explicit = [
    [0, 0],
    [before[0]!, after[0]!],
    [before[1]!, after[1]!],
    [0, 0],
  ] as Explicit;
  const pad = (['same', 'valid', explicit] as const)[integer(next, 0, 2)]!;
  const batch = integer(next, 1, 3);
  const [inChannels, outChannels] = [0, 0].map(() => channelCounts[integer(next, 0, 9)]!) as [number, number];
  const x = randomValues(next, batch, inHeight, inWidth, inChannels);
  return { x, strides, pad, inChannels, outChannels, filterHeight, filterWidth };
}

describe('convolutions', () => {
  it('conv2d, 150 random cases', async () => {
    const next = random(1);
    for (let i = 0; i < 150; i++) {
      const { x, strides, pad, inChannels, outChannels, filterHeight, filterWidth } = convolutionCase(next);
      const filter = randomValues(next, filterHeight, filterWidth, inChannels, outChannels);
      const kept = fractions[i % 4]!;
      const what = `${x.shape} * ${filter.shape}, strides ${strides}, pad ${pad}, kept ${kept}`;
      const convolve = (a: tf.Tensor, w: tf.Tensor) =>
        tf.conv2d(a as tf.Tensor4D, w as tf.Tensor4D, strides, pad);
      await compare(what, [x, filter], convolve as Compute, { kept });
    }
  });

  it('conv2d of one pixel, one channel, even filters, padding beyond the filter', async () => {
    const next = random(2);
    for (const [size, filterSize, stride, pad] of [
      [1, 1, 1, 'valid'],
      [1, 3, 1, 'same'],
      [1, 2, 2, 'same'],
      [5, 2, 3, 'valid'],
      [7, 4, 2, 'same'],
      [4, 2, 1, 3],
      [3, 1, 2, 2],
    ] as const) {
      const x = randomValues(next, 2, size, size, 1);
      const filter = randomValues(next, filterSize, filterSize, 1, 3);
      const what = `${size}, ${filterSize}, ${stride}, ${pad}`;
      await compare(what, [x, filter], (a, w) => tf.conv2d(a as tf.Tensor4D, w as tf.Tensor4D, stride, pad));
    }
  });

  it('conv2d, bias and relu, 100 random cases', async () => {
    const next = random(15);
    for (let i = 0; i < 100; i++) {
      const { x, strides, pad, inChannels, outChannels, filterHeight, filterWidth } = convolutionCase(next);
      const filter = randomValues(next, filterHeight, filterWidth, inChannels, outChannels);
      const kept = fractions[i % 4]!;
      const what = `${x.shape} * ${filter.shape}, strides ${strides}, pad ${pad}, kept ${kept}`;
      const layer = (a: tf.Tensor, w: tf.Tensor, b: tf.Tensor) =>
        tf.relu(tf.add(tf.conv2d(a as tf.Tensor4D, w as tf.Tensor4D, strides, pad), b));
      await compare(what, [x, filter, randomValues(next, outChannels)], layer as Compute, { kept });
    }
  });

  it('a number as padding, where tfjs takes the height for the width', async () => {
    const next = random(16);
    const side: Explicit = [
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ];
    const pad = () => (tf.getBackend() === 'wasm' ? 1 : side);
    const x = randomValues(next, 2, 8, 9, 3);
    const filter = randomValues(next, 2, 5, 3, 2);
    await compare('conv2d', [x, filter], (a, w) =>
      tf.conv2d(a as tf.Tensor4D, w as tf.Tensor4D, [1, 2], pad()),
    );
    await compare('depthwiseConv2d', [x, filter], (a, w) =>
      tf.depthwiseConv2d(a as tf.Tensor4D, w as tf.Tensor4D, [1, 2], pad()),
    );
    for (const pool of [tf.maxPool, tf.avgPool]) {
      await compare(pool.name, [x], (a) => pool(a as tf.Tensor4D, [2, 5], [1, 2], pad()));
    }
  });

  it('conv2dTranspose, 30 random cases', async () => {
    const next = random(3);
    for (let i = 0; i < 30; i++) {
      const [filterSize, stride] = [integer(next, 1, 4), integer(next, 1, 3)];
      const [height, width, channels] = [integer(next, 1, 5), integer(next, 1, 5), integer(next, 1, 5)];
      const x = randomValues(next, 2, height, width, channels);
      const filter = randomValues(next, filterSize, filterSize, integer(next, 1, 4), channels);
      const outShape = [2, height * stride, width * stride, filter.shape[2]!] as [
        number,
        number,
        number,
        number,
      ];
      await compare(`${x.shape}, ${filterSize}, ${stride}`, [x, filter], (a, w) =>
        tf.conv2dTranspose(a as tf.Tensor4D, w as tf.Tensor4D, outShape, stride, 'same'),
      );
    }
  });

  it('depthwiseConv2d, 80 random cases', async () => {
    const next = random(4);
    for (let i = 0; i < 80; i++) {
      const { x, strides, pad, inChannels, filterHeight, filterWidth } = convolutionCase(next);
      const filter = randomValues(next, filterHeight, filterWidth, inChannels, integer(next, 1, 3));
      const kept = fractions[i % 4]!;
      const what = `${x.shape} * ${filter.shape}, strides ${strides}, pad ${pad}, kept ${kept}`;
      const convolve = (a: tf.Tensor, w: tf.Tensor) =>
        tf.depthwiseConv2d(a as tf.Tensor4D, w as tf.Tensor4D, strides, pad);
      await compare(what, [x, filter], convolve as Compute, { kept });
    }
  });

  it('dilated depthwise kernels are adjoint to the dilated convolution, 30 random cases', async () => {
    const next = random(5);
    await tf.setBackend('wasm');
    for (let i = 0; i < 30; i++) {
      const dilations: [number, number] = [integer(next, 1, 3), integer(next, 1, 3)];
      const x = randomValues(next, 2, integer(next, 7, 10), integer(next, 7, 10), 3);
      const filter = randomValues(next, 3, 2, 3, integer(next, 1, 2));
      const pad = i % 2 ? 'same' : 'valid';
      const [along, byFilter, byInput] = tf.tidy(() => {
        const [a, w] = [toTensor<tf.Tensor4D>(x), toTensor<tf.Tensor4D>(filter)];
        const y = tf.depthwiseConv2d(a, w, 1, pad, 'NHWC', dilations);
        const dy = toTensor(randomValues(next, ...y.shape));
        const attrs = { strides: [1, 1], pad, dilations };
        const dw = tf
          .engine()
          .runKernel(
            'DepthwiseConv2dNativeBackpropFilter',
            { x: a, dy },
            { ...attrs, filterShape: w.shape },
          ) as tf.Tensor;
        const dx = tf
          .engine()
          .runKernel(
            'DepthwiseConv2dNativeBackpropInput',
            { dy, filter: w },
            { ...attrs, inputShape: a.shape },
          ) as tf.Tensor;
        const inner = (p: tf.Tensor, q: tf.Tensor) => tf.sum(tf.mul(p, q)).dataSync()[0]!;
        return [inner(y, dy), inner(w, dw), inner(a, dx)];
      });
      expect(byFilter).toBeCloseTo(along, 3);
      expect(byInput).toBeCloseTo(along, 3);
    }
  });
});

describe('pooling', () => {
  it.each(['max', 'avg'] as const)('%s, 60 random cases', async (kind) => {
    const next = random(6);
    for (let i = 0; i < 60; i++) {
      const { x, strides, pad, filterHeight, filterWidth } = convolutionCase(next);
      const size: [number, number] = [filterHeight, filterWidth];
      const what = `${kind} ${x.shape}, ${size}, strides ${strides}, pad ${pad}`;
      const pool = kind === 'max' ? tf.maxPool : tf.avgPool;
      await compare(what, [x], (a) => pool(a as tf.Tensor4D, size, strides, pad));
    }
  });

  it.each(['max', 'avg'] as const)('%s over three axes, 30 random cases', async (kind) => {
    const next = random(7);
    for (let i = 0; i < 30; i++) {
      const x = randomValues(next, 2, ...Array.from({ length: 3 }, () => integer(next, 3, 6)), 2);
      // tfjs's cpu gradient confuses the places of a window that is not a cube.
      const edge = integer(next, 1, 3);
      const size: [number, number, number] = [edge, edge, edge];
      const strides = Array.from({ length: 3 }, () => integer(next, 1, 2)) as [number, number, number];
      const pad = i % 2 ? 'same' : 'valid';
      const pool = kind === 'max' ? tf.maxPool3d : tf.avgPool3d;
      await compare(`${kind} ${x.shape}, ${size}, ${strides}, ${pad}`, [x], (a) =>
        pool(a as tf.Tensor5D, size, strides, pad),
      );
    }
  });

  it('routes the gradient of a tie to the first of the equal values', async () => {
    const x = { shape: [1, 4, 4, 1], values: new Float32Array(16).fill(2) };
    await compare('tie', [x], (a) => tf.maxPool(a as tf.Tensor4D, 2, 2, 'valid'));
  });
});

describe('products', () => {
  it('matMul with every transpose and broadcast batch, 60 random cases', async () => {
    const next = random(8);
    for (let i = 0; i < 60; i++) {
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

describe('moving data', () => {
  it('pad, slice and tile, 60 random cases each', async () => {
    const next = random(11);
    for (let i = 0; i < 60; i++) {
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
