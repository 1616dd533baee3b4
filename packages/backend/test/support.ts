import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import type { BackendName } from '../src/index';

/** Numbers in [-1, 1) from a linear congruential generator, the same in every run. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** An integer in [low, high]. */
export function integer(next: () => number, low: number, high: number): number {
  return low + Math.floor(((next() + 1) / 2) * (high - low + 1));
}

export interface Values {
  shape: number[];
  values: Float32Array;
}

export function randomValues(next: () => number, ...shape: number[]): Values {
  const values = new Float32Array(shape.reduce((p, s) => p * s, 1));
  // `from` with a function takes eight times as long, and tests draw millions.
  for (let i = 0; i < values.length; i++) values[i] = next();
  return { shape, values };
}

export function toTensor<T extends tf.Tensor = tf.Tensor>({ shape, values }: Values): T {
  return tf.tensor(values, shape, 'float32') as T;
}

/** Evaluates on a backend, disposing of every tensor. */
export async function evaluate(
  backend: BackendName,
  compute: () => tf.Tensor | tf.Tensor[],
): Promise<Float32Array[]> {
  await tf.setBackend(backend);
  const before = tf.memory().numTensors;
  const results = tf.tidy(compute);
  const tensors = Array.isArray(results) ? results : [results];
  const values = tensors.map((tensor) => tensor.dataSync() as Float32Array);
  tf.dispose(tensors);
  expect(tf.memory().numTensors, 'tensors left behind').toBe(before);
  return values;
}

/** The largest difference relative to the largest wanted magnitude; NaN if the lengths differ or a value is NaN. */
export function relativeError(got: ArrayLike<number>, want: ArrayLike<number>): number {
  if (got.length !== want.length) return Number.NaN;
  let [difference, scale] = [0, 1e-30];
  for (let i = 0; i < want.length; i++) {
    if (Number.isNaN(got[i]! - want[i]!)) return Number.NaN;
    difference = Math.max(difference, Math.abs(got[i]! - want[i]!));
    scale = Math.max(scale, Math.abs(want[i]!));
  }
  return difference / scale;
}

export function expectClose(
  got: ArrayLike<number>,
  want: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  expect(relativeError(got, want), what).toBeLessThan(tolerance);
}
