import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { random, randomValues, toTensor } from './support';

export interface Check {
  shapes: number[][];
  compute: (...inputs: tf.Tensor[]) => tf.Tensor;
  /** The step; large for functions that are linear along every direction, where the difference is exact. */
  step: number;
  /** Adds to the inputs, to keep variances positive. */
  shift?: number[];
}

/** Relative to the length of the gradient: single precision over the step, and its square for the curvature. */
const tolerance = 2e-3;

/**
 * Gradients on the backend in use against central differences along random directions, (f(x + e v) - f(x - e v)) / 2e =
 * <grad f(x), v>, for f the sum of the result with random weights; and no tensor is left.
 */
export function checkGradients({ shapes, compute, step, shift = [] }: Check): void {
  const next = random(21);
  const [tensors, buffers] = [tf.memory().numTensors, tf.engine().backend.numDataIds()];
  tf.tidy(() => {
    const inputs = shapes.map((shape, i) => tf.add(toTensor(randomValues(next, ...shape)), shift[i] ?? 0));
    const dy = toTensor(randomValues(next, ...compute(...inputs).shape));
    const f = (...args: tf.Tensor[]) => tf.sum(tf.mul(compute(...args), dy)) as tf.Scalar;
    const gradients = tf.grads(f)(inputs);
    for (let round = 0; round < 3; round++) {
      const direction = shapes.map((shape) => toTensor(randomValues(next, ...shape)));
      const at = (e: number) =>
        f(...inputs.map((x, i) => tf.add(x, tf.mul(direction[i]!, e)))).dataSync()[0]!;
      const along = gradients.map((gradient, i) => tf.sum(tf.mul(gradient, direction[i]!)).dataSync()[0]!);
      const length = Math.hypot(...gradients.map((gradient) => tf.norm(gradient).dataSync()[0]!));
      const difference = (at(step) - at(-step)) / (2 * step);
      const error = (difference - along.reduce((a, b) => a + b, 0)) / length;
      expect(Math.abs(error)).toBeLessThan(tolerance);
    }
  });
  expect([tf.memory().numTensors, tf.engine().backend.numDataIds()], 'tensors left behind').toEqual([
    tensors,
    buffers,
  ]);
}
