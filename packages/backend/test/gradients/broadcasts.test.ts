// Gradients that tfjs has wrong, or refuses, on every backend: of operands that are repeated, cumulative sums, repeats over more than
// four axes, products over axes counted from the back, and lists with one entry. Against differences.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, it } from 'vitest';
import { type BackendName, initBackend } from '../../src/index';
import { type Check, checkGradients } from '../gradient-check';

const checks: Record<string, [number[][], Check['compute']]> = {
  'cumulative sum over the first axis': [[[3, 4]], (x) => tf.cumsum(x!, 0)],
  'cumulative sum over a middle axis, backwards': [[[3, 5, 5]], (x) => tf.cumsum(x!, 1, true, true)],
  'cumulative sum over the last axis, counted from the back': [[[3, 4]], (x) => tf.cumsum(x!, -1)],
  'products of batches': [
    [
      [2, 3, 4],
      [1, 4, 5],
    ],
    (a, b) => tf.matMul(a!, b!),
  ],
  'transposed products of batches': [
    [
      [1, 4, 3],
      [2, 5, 4],
    ],
    (a, b) => tf.matMul(a!, b!, true, true),
  ],
  'squared difference': [
    [
      [3, 1, 4],
      [2, 1],
    ],
    (a, b) => tf.squaredDifference(a!, b!),
  ],
  maximum: [[[3, 4], [4]], (a, b) => tf.maximum(a!, b!)],
  minimum: [
    [
      [3, 1],
      [3, 4],
    ],
    (a, b) => tf.minimum(a!, b!),
  ],
  'repeats over five axes': [[[2, 1, 3, 1, 2]], (x) => tf.tile(x!, [1, 2, 3, 1, 2])],
  'product over the last axis but one': [[[3, 4, 2]], (x) => tf.prod(x!, -2)],
  'a split into one': [[[3, 4]], (x) => tf.split(x!, 1, 1)[0]!],
  'unstacking one': [[[1, 4]], (x) => tf.unstack(x!)[0]!],
};

describe.each<BackendName>(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  it.each(Object.entries(checks))('%s', (_, [shapes, compute]) => {
    checkGradients({ shapes, compute, step: 2e-3 });
  });
});
