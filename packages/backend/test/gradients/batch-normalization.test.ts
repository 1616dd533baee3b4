// Batch normalization without a scale, an offset or either.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, initBackend } from '../../src/index';
import { type Check, checkGradients } from '../gradient-check';

type Statistics = tf.Tensor1D | undefined;
const normalize = (
  x: tf.Tensor,
  mean: tf.Tensor,
  variance: tf.Tensor,
  offset?: Statistics,
  scale?: Statistics,
) => tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, offset, scale);
const statistics = [[4, 3, 3, 2], [2], [2]];

const checks: Record<string, Check> = {
  'without either': {
    shapes: statistics,
    compute: (x, m, v) => normalize(x!, m!, v!),
    step: 1e-2,
    shift: [0, 0, 2],
  },
  'without a scale': {
    shapes: [...statistics, [2]],
    compute: (x, m, v, offset) => normalize(x!, m!, v!, offset as tf.Tensor1D),
    step: 1e-2,
    shift: [0, 0, 2, 0],
  },
  'without an offset': {
    shapes: [...statistics, [2]],
    compute: (x, m, v, scale) => normalize(x!, m!, v!, undefined, scale as tf.Tensor1D),
    step: 1e-2,
    shift: [0, 0, 2, 0],
  },
  'statistics of the batch': {
    shapes: [[4, 3, 3, 2]],
    compute: (x) => {
      const { mean, variance } = tf.moments(x!, [0, 1, 2]);
      return normalize(x!, mean, variance);
    },
    step: 1e-2,
  },
};

describe.each<[BackendName]>([['cpu'], ['wasm']])('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });
  it.each(Object.entries(checks))('%s', (_, check) => checkGradients(check));

  it('leaves nothing behind outside of gradients', () => {
    const [x, mean, variance] = [tf.ones([2, 2]), tf.zeros([2]), tf.ones([2])];
    const before = tf.memory().numTensors;
    normalize(x, mean, variance).dispose();
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([x, mean, variance]);
  });
});
