// Kernels reach nothing but blocks that are allocated, not even to read: a share of the sweep and of training on kernels that ask
// before each access. All tests of the package on such kernels: BACKDROPJS_CHECKED_KERNELS=1 pnpm exec vitest run --project backend
import './check-kernels';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../src/index';
import { plainBinary, relaxedBinary } from '../../src/module/binary';
import { Kernels } from '../../src/module/kernels';
import { fromText } from '../../src/module/text';
import { TestHeap } from '../module/test-heap';
import { evaluate } from '../sweep/compare';
import { Draw } from '../sweep/draw';
import * as families from '../sweep/operations';
import { asked, refused, shortenBlocks } from './check-kernels';
import { instrument } from './instrument';

const operations = Object.values(families).flatMap((family) => Object.entries(family));
const cases = Number(process.env['BACKDROPJS_CHECKED'] ?? operations.length);
const each = Math.ceil(cases / operations.length);

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
});

describe.each([
  ['plain', plainBinary],
  ['relaxed', relaxedBinary],
])('%s kernels', (_, text) => {
  const bytes = fromText(text);
  // An engine may know nothing of relaxed SIMD.
  it.skipIf(text === relaxedBinary && !WebAssembly.validate(bytes))('ask before every access', () => {
    const { accesses, text: shipped } = instrument(bytes);
    expect(accesses).toBeGreaterThan(1400);
    expect(shipped.match(/\((\w+[.](load|store)|memory[.](fill|copy))/g)).toHaveLength(accesses);
  });
});

it.each(operations)('%s', async (name, operation) => {
  for (let i = 0; i < each; i++) {
    const seed = 11 + 1000 * i + name.length;
    await evaluate('wasm', operation(new Draw(seed)), seed);
  }
  expect(refused()).toEqual([]);
});

it('were asked often', () => {
  expect(asked()).toBeGreaterThan(10_000);
});

describe('a block that is one number shorter is noticed by', () => {
  const x = () => tf.ones<tf.Rank.R4>([1, 5, 5, 3]);
  const w = () => tf.ones<tf.Rank.R4>([2, 2, 3, 4]);
  const sum = (y: tf.Tensor) => tf.sum(y) as tf.Scalar;
  const wide = () => tf.ones<tf.Rank.R4>([4, 16, 16, 3]);
  const relu = (y: tf.Tensor4D) => sum(tf.square(tf.relu(y)));
  /** What calls each of the kernels. */
  const plants: Record<string, () => tf.Tensor> = {
    affine: () => tf.add(tf.mul(wide(), tf.tensor1d([1, 2, 3])), tf.tensor1d([3, 2, 1])),
    averagePool: () => tf.avgPool(x(), 2, 1, 'same'),
    averagePoolGradient: () => tf.grad((y) => sum(tf.avgPool(y as tf.Tensor4D, 2, 1, 'same')))(x()),
    clamp: () => tf.clipByValue(x(), 0, 0.5),
    columnSums: () => tf.sum(tf.ones([6, 5]), 0),
    conv2d: () => tf.conv2d(x(), w(), 1, 'same'),
    conv2dFilterGradient: () => tf.grad((y) => sum(tf.conv2d(x(), y as tf.Tensor4D, 1, 'same')))(w()),
    conv2dInputGradient: () => tf.grad((y) => sum(tf.conv2d(y as tf.Tensor4D, w(), 1, 'same')))(x()),
    copyBox: () => tf.slice(x(), [0, 1, 1, 0], [1, 3, 3, 3]),
    depthwiseFilterGradient: () =>
      tf.grad((y) => sum(tf.depthwiseConv2d(x(), y as tf.Tensor4D, 1, 'same')))(w()),
    depthwiseInputGradient: () =>
      tf.grad((y) => sum(tf.depthwiseConv2d(y as tf.Tensor4D, w(), 1, 'same')))(x()),
    gemm: () => tf.matMul(tf.ones([7, 5]), tf.ones([5, 9])),
    isNotZero: () => tf.cast(x(), 'bool'),
    maxPool: () => tf.maxPool(x(), 2, 1, 'same'),
    maxPoolGradient: () => tf.grad((y) => sum(tf.maxPool(y as tf.Tensor4D, 2, 1, 'same')))(x()),
    maxPoolWithArgmax: () => tf.maxPoolWithArgmax(x(), 2, 1, 'same')['result']!,
    prepare: () => tf.grad((y) => relu(tf.conv2d(wide(), y as tf.Tensor4D, 1, 'same')))(w()),
    reluGradient: () => tf.grad((y) => sum(tf.relu(y)))(tf.sub(x(), 0.5)),
    rowBinary: () => tf.mul(tf.ones([300, 5]), tf.ones([300, 1])),
    segmentSum: () => tf.unsortedSegmentSum(tf.ones([5, 3]), tf.tensor1d([0, 1, 1, 0, 2], 'int32'), 3),
  };
  it('every kernel', () => {
    const { exports } = instrument(fromText(plainBinary));
    // That of few windows is looked at by the tests of the module.
    expect(Object.keys(plants)).toEqual(exports.filter((name) => name !== 'prepareWindows'));
  });

  it.each(Object.entries(plants))('%s', (kernel, run) => {
    shortenBlocks(4);
    tf.tidy(() => run().dataSync());
    shortenBlocks(0);
    expect(refused().join('\n')).toContain(`${kernel}: `);
  });

  it('on the heap of the module tests', async () => {
    const heap = new TestHeap();
    const kernels = (await Kernels.compile())!.on(heap);
    const low = heap.put(Float32Array.of(0));
    const high = heap.put(Float32Array.of(2));
    const target = heap.allocate(12);
    shortenBlocks(4);
    const source = heap.put(Float32Array.of(1, 2, 3));
    shortenBlocks(0);
    const fields = { count: 3, source, low, lowIsSingle: 1, high, highIsSingle: 1, target };
    expect(() => kernels.call('clamp', fields)).toThrow(`clamp: access to 4 bytes at ${source + 8}`);
    expect(refused()).toHaveLength(1);
  });
});
