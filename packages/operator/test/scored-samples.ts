// 23 samples under a loss over all of their scores, for the tests of gradients of such losses.
import { type BackendName, initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss } from '@backdropjs/losses';
import { key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, expect } from 'vitest';
import {
  type NonDecomposableGradients,
  type NonDecomposableOptions,
  nonDecomposableGradients,
} from '../src/non-decomposable';

export const n = 23;
export const values = normal(key(1), new Float32Array(n * 4));
export const labels = Float32Array.from({ length: n }, (_, i) => (i % 4 === 0 ? 1 : 0));
const inputShape = [4];

export let weights: tf.Variable;
export let options: NonDecomposableOptions<ArrayLike<number>>;
let before: number;

export const score = (x: tf.Tensor) => tf.matMul(x, weights as unknown as tf.Tensor2D);

/** Has every test of the block start with new weights, and leave no tensor behind. */
export function trainsOn(backend: BackendName): void {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });
  beforeEach(() => {
    weights = tf.tidy(() => tf.variable(tf.tensor2d([0.3, -0.2, 0.1, 0.5], [4, 1])));
    options = {
      forward: score,
      loss: pairwiseAucLoss(),
      inputs: values,
      inputShape,
      labels,
      rate: 0.6,
      key: key(5),
      chunkSize: 5,
      variables: [weights],
    };
    before = tf.memory().numTensors;
  });
  afterEach(() => {
    expect(tf.memory().numTensors).toBe(before);
    weights.dispose();
  });
}

/** The gradient of the weights; everything else is disposed of. */
export async function gradient(changed: Partial<typeof options> = {}): Promise<number[]> {
  const { grads } = await nonDecomposableGradients({ ...options, ...changed });
  return gradientOf({ grads });
}

function gradientOf({ grads }: Pick<NonDecomposableGradients, 'grads'>): number[] {
  expect(Object.keys(grads)).toEqual([weights.name]);
  const gradient = [...grads[weights.name]!.dataSync()];
  tf.dispose(grads);
  return gradient;
}

export const close = (got: number[], want: number[]) => {
  expect(got.length).toBe(want.length);
  for (const [i, value] of got.entries()) expect(Math.abs(value - want[i]!)).toBeLessThan(1e-6);
};
