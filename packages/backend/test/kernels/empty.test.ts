// Sums and largest values of nothing, on a heap whose free memory is full of NaN.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { fusedConv2d } from '../../src/index';
import { evaluate } from '../support';
import { startBoth } from './compare';

beforeAll(startBoth);

/** Leaves NaN in the memory that the next tensors get. */
function soil(): void {
  for (const size of [4, 16, 64, 256, 1024]) {
    const tensors = Array.from({ length: 8 }, () => tf.fill([size], Number.NaN));
    for (const tensor of tensors) tf.neg(tensor).dispose();
    tf.dispose(tensors);
  }
}

const zeros = (...shape: number[]) => tf.zeros(shape as number[] as never) as tf.Tensor as tf.Tensor4D;
const kernel = (name: string, inputs: tf.NamedTensorMap, attrs: object) =>
  tf
    .engine()
    .runKernel(name, inputs, { strides: 1, pad: 'valid', dataFormat: 'NHWC', ...attrs }) as tf.Tensor;

const cases: Record<string, () => tf.Tensor> = {
  max: () => tf.max(zeros(0, 3), 0),
  'max over the last axis': () => tf.max(zeros(3, 0), 1, true),
  min: () => tf.min(zeros(2, 0, 3), 1),
  prod: () => tf.prod(zeros(0, 3), 0),
  any: () => tf.any(tf.zeros([0, 3], 'bool'), 0),
  all: () => tf.all(tf.zeros([0, 3], 'bool'), 0),
  sum: () => tf.sum(zeros(0, 3), 0),
  mean: () => tf.add(tf.mean(zeros(0, 3), 0), 0),
  'conv2d without channels': () => tf.conv2d(zeros(1, 5, 5, 0), zeros(2, 2, 0, 3), 1, 'same'),
  'its relu and bias': () =>
    tf.relu(tf.add(tf.conv2d(zeros(1, 5, 5, 0), zeros(2, 2, 0, 3), 1, 'same'), [1, -1, 0])),
  'conv2d in one': () =>
    fusedConv2d(zeros(1, 5, 5, 0), zeros(2, 2, 0, 3), { bias: tf.tensor1d([1, -1, 0]), activation: 'relu' }),
  'gradient of the filter, of no images': () =>
    kernel(
      'Conv2DBackpropFilter',
      { x: zeros(0, 5, 5, 2), dy: zeros(0, 4, 4, 3) },
      { filterShape: [2, 2, 2, 3] },
    ),
  'gradient of the input, of no channels': () =>
    kernel(
      'Conv2DBackpropInput',
      { dy: zeros(1, 4, 4, 0), filter: zeros(2, 2, 2, 0) },
      { inputShape: [1, 5, 5, 2] },
    ),
  'product of no depth': () => tf.matMul(zeros(3, 0), zeros(0, 4)),
};

test.each(Object.keys(cases))('%s', async (name) => {
  const [want] =
    name === 'mean' ? [new Float32Array(3).fill(Number.NaN)] : await evaluate('cpu', () => cases[name]!());
  await tf.setBackend('wasm');
  soil();
  const [got] = await evaluate('wasm', () => cases[name]!());
  expect([...got!]).toEqual([...want!]);
});
