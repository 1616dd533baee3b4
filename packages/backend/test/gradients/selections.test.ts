// Gradients of operations that pick, put or move values.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, initBackend } from '../../src/index';
import { type Check, checkGradients } from '../gradient-check';

const int = (values: number[]) => tf.tensor1d(values, 'int32');
const pairs = () =>
  tf.tensor2d(
    [
      [0, 1],
      [2, 0],
      [0, 1],
    ],
    undefined,
    'int32',
  );
const strided =
  (...args: unknown[]) =>
  (x: tf.Tensor) =>
    (tf.stridedSlice as (...all: unknown[]) => tf.Tensor)(x, ...args);
const picks = (shape: number[], compute: (x: tf.Tensor) => tf.Tensor): Check => ({
  shapes: [shape],
  compute: (x) => compute(x!),
  step: 1e-3,
});

const checks: Record<string, Check> = {
  'topk, the values': picks([3, 6], (x) => tf.topk(x, 4).values),
  'topk of a vector': picks([6], (x) => tf.topk(x, 2).values),
  'topk over three axes, all': picks([2, 2, 3], (x) => tf.topk(x, 3).values),
  'gatherND, a place twice': picks([3, 2], (x) => tf.gatherND(x, pairs())),
  'gatherND of rows': picks([3, 2], (x) => tf.gatherND(x, tf.tensor2d([[2], [2], [0]], undefined, 'int32'))),
  'scatterND, a place twice': picks([3], (x) => tf.scatterND(pairs(), x, [3, 2])),
  'scatterND of rows': picks([2, 2], (x) =>
    tf.scatterND(tf.tensor2d([[2], [0]], undefined, 'int32'), x, [3, 2]),
  ),
  tensorScatterUpdate: {
    shapes: [[4], [2]],
    compute: (x, updates) =>
      tf.tensorScatterUpdate(x!, tf.tensor2d([[3], [1]], undefined, 'int32'), updates!),
    step: 0.5,
  },
  'sparseToDense of a vector': {
    shapes: [[3], []],
    compute: (values, rest) => tf.sparseToDense(int([4, 0, 2]), values!, [6], rest as tf.Scalar),
    step: 0.5,
  },
  'sparseToDense of a matrix': {
    shapes: [[2], []],
    compute: (values, rest) =>
      tf.sparseToDense(
        tf.tensor2d(
          [
            [0, 1],
            [2, 0],
          ],
          undefined,
          'int32',
        ),
        values!,
        [3, 2],
        rest as tf.Scalar,
      ),
    step: 0.5,
  },
  'sparseToDense of one value': {
    shapes: [[], []],
    compute: (value, rest) => tf.sparseToDense(int([1, 3]), value as tf.Scalar, [4], rest as tf.Scalar),
    step: 0.5,
  },
  stridedSlice: picks([7, 5], strided([1, 0], [6, 5], [2, 3])),
  'stridedSlice, backwards': picks([7, 5], strided([6, 4], [0, -6], [-2, -1])),
  'stridedSlice with masks': picks([4, 3, 2], strided([1, 0, 9], [3, 3, 9], [1, 1, 1], 0, 0, 0, 4, 1)),
  'sparse.sparseSegmentSum': picks([4, 2], (x) =>
    tf.sparse.sparseSegmentSum(x as tf.Tensor2D, int([3, 0, 3, 1]), int([0, 0, 1, 2])),
  ),
  'sparse.sparseSegmentMean': picks([4, 2], (x) =>
    tf.sparse.sparseSegmentMean(x as tf.Tensor2D, int([3, 0, 3, 1]), int([0, 0, 1, 2])),
  ),
  'maxPoolWithArgmax, the maxima': picks(
    [2, 5, 4, 2],
    (x) => tf.maxPoolWithArgmax(x as tf.Tensor4D, 3, 2, 'same')['result']!,
  ),
  'maxPoolWithArgmax, indices over batches': picks(
    [2, 5, 4, 2],
    (x) => tf.maxPoolWithArgmax(x as tf.Tensor4D, 2, 2, 'valid', true)['result']!,
  ),
  'image.flipLeftRight': picks([1, 3, 4, 2], (x) => tf.image.flipLeftRight(x as tf.Tensor4D)),
  diag: picks([3], (x) => tf.diag(x)),
  'diag of a matrix': picks([2, 3], (x) => tf.diag(x)),
  depthToSpace: picks([2, 2, 3, 8], (x) => tf.depthToSpace(x as tf.Tensor4D, 2)),
  cumprod: picks([2, 5], (x) => tf.cumprod(x, 1)),
  'cumprod, exclusive': picks([2, 5], (x) => tf.cumprod(x, 1, true)),
  'cumprod, reverse': picks([4, 3], (x) => tf.cumprod(x, 0, false, true)),
  'cumprod, exclusive and reverse': picks([4, 3], (x) => tf.cumprod(x, 0, true, true)),
  'cumprod through zero': picks([2, 5], (x) => tf.cumprod(tf.mul(x, [1, 1, 0, 1, 1]), 1)),
};

const onWasm: Record<string, Check> = {
  'depthToSpace, NCHW': picks([2, 8, 2, 3], (x) => tf.depthToSpace(x as tf.Tensor4D, 2, 'NCHW')),
};

describe.each<[BackendName, Record<string, Check>]>([
  ['cpu', checks],
  ['wasm', { ...checks, ...onWasm }],
])('on %s', (backend, cases) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  it.each(Object.entries(cases))('%s', (_, check) => checkGradients(check));
});

it('topk on wasm, special values (cpu takes the wrong ones)', async () => {
  await initBackend({ backends: ['wasm'] });
  const dx = tf.tidy(() => [
    ...tf
      .grad((x) => tf.topk(x, 2).values)(tf.tensor1d([-Infinity, 3, Infinity, 2]))
      .dataSync(),
  ]);
  expect(dx).toEqual([0, 1, 1, 0]);
});
