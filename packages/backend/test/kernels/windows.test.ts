// Convolutions and pooling, at random shapes, against the cpu backend.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { integer, random, randomValues, toTensor } from '../support';
import { cases } from './cases';
import { compare, fractions, startBoth } from './compare';

beforeAll(startBoth);

type Explicit = tf.backend_util.ExplicitPadding;
type Compute = (...inputs: tf.Tensor[]) => tf.Tensor;

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
  it(`conv2d, ${cases(150)} random cases`, async () => {
    const next = random(1);
    for (let i = 0; i < cases(150); i++) {
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

  it(`conv2d, bias and relu, ${cases(100)} random cases`, async () => {
    const next = random(15);
    for (let i = 0; i < cases(100); i++) {
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

  it(`conv2dTranspose, ${cases(30)} random cases`, async () => {
    const next = random(3);
    for (let i = 0; i < cases(30); i++) {
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

  it(`depthwiseConv2d, ${cases(80)} random cases`, async () => {
    const next = random(4);
    for (let i = 0; i < cases(80); i++) {
      const { x, strides, pad, inChannels, filterHeight, filterWidth } = convolutionCase(next);
      const filter = randomValues(next, filterHeight, filterWidth, inChannels, integer(next, 1, 3));
      const kept = fractions[i % 4]!;
      const what = `${x.shape} * ${filter.shape}, strides ${strides}, pad ${pad}, kept ${kept}`;
      const convolve = (a: tf.Tensor, w: tf.Tensor) =>
        tf.depthwiseConv2d(a as tf.Tensor4D, w as tf.Tensor4D, strides, pad);
      await compare(what, [x, filter], convolve as Compute, { kept });
    }
  });

  it(`dilated depthwise kernels are adjoint to the dilated convolution, ${cases(30)} random cases`, async () => {
    const next = random(5);
    await tf.setBackend('wasm');
    for (let i = 0; i < cases(30); i++) {
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
  it.each(['max', 'avg'] as const)(`%s, ${cases(60)} random cases`, async (kind) => {
    const next = random(6);
    for (let i = 0; i < cases(60); i++) {
      const { x, strides, pad, filterHeight, filterWidth } = convolutionCase(next);
      const size: [number, number] = [filterHeight, filterWidth];
      const what = `${kind} ${x.shape}, ${size}, strides ${strides}, pad ${pad}`;
      const pool = kind === 'max' ? tf.maxPool : tf.avgPool;
      await compare(what, [x], (a) => pool(a as tf.Tensor4D, size, strides, pad));
    }
  });

  it.each(['max', 'avg'] as const)(`%s over three axes, ${cases(30)} random cases`, async (kind) => {
    const next = random(7);
    for (let i = 0; i < cases(30); i++) {
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
