import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { fusedConv2d, initBackend } from '../../src/index';

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
});

const values = (compute: () => tf.Tensor) => {
  const y = tf.tidy(compute);
  const got = [...y.dataSync()];
  y.dispose();
  return got;
};

describe('edges on wasm', () => {
  test('an empty batch has an empty result, and gradients of zero', () => {
    const grads = () =>
      tf.grads((x, w, b) =>
        tf.sum(tf.relu(tf.add(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), b))),
      );
    tf.tidy(() => {
      const [dx, dw, db] = grads()([tf.zeros([0, 4, 4, 2]), tf.ones([3, 3, 2, 4]), tf.ones([4])]);
      expect(dx!.shape).toEqual([0, 4, 4, 2]);
      expect([...dw!.dataSync(), ...db!.dataSync()]).toEqual(Array(76).fill(0));
    });
    tf.tidy(() => {
      const dx = tf.grad((x) => tf.sum(tf.maxPool(x as tf.Tensor4D, 2, 2, 'same')))(tf.zeros([0, 4, 4, 1]));
      expect(dx.shape).toEqual([0, 4, 4, 1]);
    });
    expect(values(() => tf.sum(tf.zeros([0, 3]), 0))).toEqual([0, 0, 0]);
  });

  test.each([
    [2, 3],
    [2, 4],
    [1, 5],
  ])(
    'pooling images of side %i by windows of side %i is refused, and the heap stays usable',
    (side, window) => {
      const x = tf.ones<tf.Rank.R4>([1, side, side, 2]);
      for (const pool of [tf.maxPool, tf.avgPool]) {
        expect(() => pool(x, window, 1, 'valid')).toThrow(
          `got a window of ${window} x ${window} for [1,${side},${side},2] with padding "valid"`,
        );
        expect(values(() => pool(x, window, 1, 'same'))).toEqual(Array(2 * side * side).fill(1));
      }
      x.dispose();
    },
  );

  test('filters that fit nowhere, and gradients of another shape, are refused before anything is written', () => {
    const x = tf.ones<tf.Rank.R4>([1, 2, 2, 8]);
    const filter = tf.ones<tf.Rank.R4>([8, 8, 8, 8]);
    const depthwise = tf.ones<tf.Rank.R4>([8, 8, 8, 1]);
    const message = 'got a window of 8 x 8 for [1,2,2,8] with padding "valid"';
    expect(() => tf.conv2d(x, filter, 1, 'valid')).toThrow('Conv2D: the window must fit');
    expect(() => tf.grad((y) => tf.sum(tf.conv2d(y as tf.Tensor4D, filter, 1, 'valid')))(x)).toThrow(message);
    expect(() => tf.depthwiseConv2d(x, depthwise, 1, 'valid')).toThrow(message);
    expect(() => fusedConv2d(x, filter)).toThrow('fusedConv2d: the window must fit');
    expect(() => tf.conv2d(x, tf.ones([2, 2, 8, 8]), 1, 'valid', 'NHWC', 3)).toThrow('got a window of 4 x 4');
    // A transposed convolution whose output is smaller than its filter.
    expect(() =>
      tf.conv2dTranspose(tf.ones<tf.Rank.R4>([1, 1, 1, 8]), filter, [1, 2, 2, 8], 1, 'valid'),
    ).toThrow(message);
    expect(() =>
      tf.conv2dTranspose(tf.ones<tf.Rank.R4>([1, 3, 3, 8]), filter, [1, 9, 9, 8], 1, 'valid'),
    ).toThrow('Conv2DBackpropInput: dy must have the shape of the output, [1,2,2,8], got [1, 3, 3, 8]');
    tf.dispose([x, filter, depthwise]);
  });

  test('a product without terms is zero', () => {
    expect(values(() => tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 3])))).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('products of batches broadcast', () => {
    const [a, b] = [tf.reshape(tf.range(0, 12), [2, 3, 2]), tf.reshape(tf.range(0, 8), [1, 4, 2])];
    const expected = [0, 1].map((i) => {
      const [left, right] = [tf.slice(a, [i, 0, 0], [1, 3, 2]), tf.transpose(b, [0, 2, 1])];
      return [...tf.matMul(left, right).dataSync()];
    });
    expect(values(() => tf.matMul(a, b, false, true))).toEqual(expected.flat());
  });

  test('products of batches broadcast over several axes, other ranks and no batch, or say that they cannot', () => {
    const [a, b] = [tf.reshape(tf.range(0, 12), [2, 1, 2, 3]), tf.reshape(tf.range(0, 24), [1, 2, 3, 4])];
    const all = tf.matMul(a, b);
    expect(all.shape).toEqual([2, 2, 2, 4]);
    for (const [i, j] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const) {
      const [left, right] = [tf.gather(tf.squeeze(a), i), tf.gather(tf.squeeze(b), j)];
      const got = tf.gather(tf.gather(all, i), j) as tf.Tensor2D;
      expect(got.dataSync()).toEqual(tf.matMul(left as tf.Tensor2D, right as tf.Tensor2D).dataSync());
    }
    expect(tf.matMul(tf.ones([1, 2, 3]), tf.ones([1, 1, 3, 4])).shape).toEqual([1, 1, 2, 4]);
    expect(tf.matMul(tf.zeros([0, 2, 3]), tf.ones([1, 3, 4])).shape).toEqual([0, 2, 4]);
    expect(() => tf.matMul(tf.ones([2, 3, 2, 3]), tf.ones([6, 3, 4]))).toThrow('could not be broadcast');
  });

  test('a sum of nothing is 0', () => {
    tf.fill([4], 7).dispose();
    expect(values(() => tf.sum(tf.zeros([2, 0, 1])))).toEqual([0]);
    expect(values(() => tf.sum(tf.zeros([2, 0, 3]), [0, 1]))).toEqual([0, 0, 0]);
    expect(values(() => tf.sum(tf.zeros([0, 2, 3]), [0, 2], true))).toEqual([0, 0]);
  });

  test('sums of no columns are no sums', () => {
    expect(values(() => tf.sum(tf.zeros([3, 0]), 0))).toEqual([]);
    expect(values(() => tf.mean(tf.zeros([2, 3, 0]), 1))).toEqual([]);
  });

  test.each([5, 2000])('a step of %i values is 1 above 0, else 0, and NaN of NaN', (size) => {
    const given = [-2, -0, 0, 3, Number.NaN];
    const [x, y] = [0, 1].map((of) =>
      Array.from({ length: size }, (_, i) => [given, [0, 0, 0, 1, NaN]][of]![i % 5]!),
    );
    expect(values(() => tf.step(tf.tensor(x!)))).toEqual(y);
  });

  // Sizes of the output that tfjs computes as 0 and -0.
  test.each([
    [3, 1],
    [8, 6],
    [8, 8],
  ])('a filter of side %i at stride %i fits nowhere into an image of side 2', (side, stride) => {
    const x = tf.ones<tf.Rank.R4>([1, 2, 2, 8]);
    const filter = tf.ones<tf.Rank.R4>([side, side, 8, 8]);
    const depthwise = tf.ones<tf.Rank.R4>([side, side, 8, 1]);
    const message = `got a window of ${side} x ${side} for [1,2,2,8] with padding "valid"`;
    const pointwise = tf.ones<tf.Rank.R4>([1, 1, 8, 2]);
    const window = { strides: stride, pad: 'valid' as const };
    const depthwiseOf = (y: tf.Tensor) =>
      tf.depthwiseConv2d(y as tf.Tensor4D, depthwise, window.strides, window.pad);
    const before = tf.memory().numTensors;
    for (const run of [
      () => depthwiseOf(x),
      () => tf.grad((y) => tf.sum(depthwiseOf(y)))(x),
      () => tf.fused.depthwiseConv2d({ x, filter: depthwise, ...window }),
      () => tf.separableConv2d(x, depthwise, pointwise, stride, 'valid'),
      () => tf.conv2d(x, filter, stride, 'valid'),
      () => tf.fused.conv2d({ x, filter, ...window }),
      () => fusedConv2d(x, filter, window),
    ]) {
      expect(run).toThrow(message);
    }
    expect(tf.memory().numTensors).toBe(before);
    expect(values(() => tf.sum(tf.depthwiseConv2d(x, depthwise, 1, 'same')))).toEqual([8 * 4 * 4]);
    tf.dispose([x, filter, depthwise, pointwise]);
  });

  test('rounding lets windows of pooling reach beyond the image; for convolutions padding instead of it is right', () => {
    const x = tf.reshape(tf.range(0, 36), [1, 6, 6, 1]) as tf.Tensor4D;
    const filter = tf.ones<tf.Rank.R4>([3, 3, 1, 1]);
    type Window = [pad: number | tf.backend_util.ExplicitPadding, mode?: 'floor' | 'round' | 'ceil'];
    const kernels: Record<string, (...window: Window) => tf.Tensor> = {
      MaxPool: (...window) => tf.maxPool(x, 3, 2, ...window),
      AvgPool: (...window) => tf.avgPool(x, 3, 2, ...window),
      Conv2D: (pad, mode) => tf.conv2d(x, filter, 2, pad, 'NHWC', 1, mode),
      DepthwiseConv2dNative: (pad, mode) => tf.depthwiseConv2d(x, filter, 2, pad, 'NHWC', 1, mode),
    };
    const corner = { MaxPool: 35, AvgPool: 31.5, Conv2D: 126, DepthwiseConv2dNative: 126 };
    const before = tf.memory().numTensors;
    for (const [name, run] of Object.entries(kernels)) {
      // (6 - 3) / 2 + 1 = 2.5
      for (const mode of ['ceil', 'round'] as const) {
        if (name.endsWith('Pool')) {
          expect(values(() => run(0, mode)).at(-1)).toBe(corner[name as 'MaxPool']);
          continue;
        }
        expect(() => run(0, mode)).toThrow(
          `${name}: dimRoundingMode must not let windows reach beyond the image and its padding, got ${mode}`,
        );
      }
      expect(values(() => run(0, 'floor'))).toEqual(values(() => run(0)));
      const padded = [
        [0, 0],
        [0, 1],
        [0, 1],
        [0, 0],
      ] as tf.backend_util.ExplicitPadding;
      expect(values(() => run(padded, 'ceil')).at(-1)).toBe(corner[name as keyof typeof corner]);
    }
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([x, filter]);
  });

  test('NaN in a gradient reaches the filter', () => {
    tf.tidy(() => {
      const dy = tf.tensor4d([0, 0, Number.NaN, 0], [1, 2, 2, 1]);
      const attrs = { strides: 1, pad: 'valid', dataFormat: 'NHWC', filterShape: [2, 2, 1, 1] };
      const x = tf.ones([1, 3, 3, 1]);
      const dw = tf.engine().runKernel('Conv2DBackpropFilter', { x, dy }, attrs) as tf.Tensor;
      expect([...dw.dataSync()]).toEqual(Array(4).fill(Number.NaN));
    });
  });

  test('a heap without room says so and stays usable', () => {
    const before = tf.memory();
    // 3 GB of output, allocated but never written: whether the first or the second is too many depends on the engine.
    const filter = tf.ones<tf.Rank.R4>([1, 1, 1, 750]);
    const x = tf.zeros<tf.Rank.R4>([1, 1000, 1000, 1]);
    expect(() =>
      tf.tidy(() => {
        for (let i = 0; i < 3; i++) tf.conv2d(x, filter, 1, 'valid');
      }),
    ).toThrow(/no room for a tensor of \[1,1000,1000,750\] on the WebAssembly heap/);
    tf.dispose([x, filter]);
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(values(() => tf.matMul(tf.ones([1, 2]), tf.ones([2, 1])))).toEqual([2]);
  });
});
