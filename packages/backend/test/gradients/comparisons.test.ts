// Conditions that depend on what the gradient is taken of. tfjs fails for all of them.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, initBackend } from '../../src/index';
import { checkGradients } from '../gradient-check';

type Condition = (x: tf.Tensor, y: tf.Tensor) => tf.Tensor;
const inside: Condition = (x, y) => tf.logicalAnd(tf.greater(x, -0.4), tf.less(x, y));

const conditions: Record<string, Condition> = {
  greater: (x, y) => tf.greater(x, y),
  greaterEqual: (x) => tf.greaterEqual(x, 0.1),
  less: (x, y) => tf.less(x, y),
  lessEqual: (x) => tf.lessEqual(x, 0.1),
  equal: (x, y) => tf.equal(tf.round(x), tf.round(y)),
  notEqual: (x, y) => tf.notEqual(tf.sign(x), tf.sign(y)),
  logicalAnd: inside,
  logicalOr: (x, y) => tf.logicalOr(tf.greater(x, 0.5), tf.less(y, 0)),
  logicalXor: (x, y) => tf.logicalXor(tf.greater(x, 0), tf.greater(y, 0)),
  logicalNot: (x, y) => tf.logicalNot(inside(x, y)),
};

describe.each<[BackendName]>([['cpu'], ['wasm']])('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  it.each(Object.entries(conditions))('where %s', (_, condition) => {
    const compute = (x: tf.Tensor, y: tf.Tensor) => tf.where(condition(x, y), tf.square(x), tf.mul(x, y));
    checkGradients({
      shapes: [
        [4, 5],
        [4, 5],
      ],
      compute: compute as never,
      step: 1e-3,
    });
  });

  it('thresholded relu, repeated over rows', () => {
    const compute = (x: tf.Tensor, limit: tf.Tensor) => tf.mul(x, tf.cast(tf.greater(x, limit), 'float32'));
    checkGradients({ shapes: [[4, 5], [5]], compute: compute as never, step: 1e-3 });
  });

  it('divNoNan, also by zero', () => {
    const [dx, dy] = tf.tidy(() =>
      tf
        .grads((x, y) => tf.divNoNan(x, y))([tf.tensor1d([1, 2]), tf.tensor1d([4, 0])])
        .map((gradient) => [...gradient.dataSync()]),
    );
    expect(dx![0]).toBe(0.25);
    expect(dy![0]).toBe(-0.0625);
  });
});
