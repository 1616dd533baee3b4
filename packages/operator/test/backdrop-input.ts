import { key } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import type { BackdropOptions } from '../src/index';

export const options = { rate: 0.5, axes: [1, 2], key: key(7) } satisfies BackdropOptions;

export function input(shape: number[]): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => Math.sin(i + 1)),
    shape,
  );
}
