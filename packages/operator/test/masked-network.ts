import { key } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { backdrop } from '../src/index';

interface GoldenTensor {
  shape: number[];
  values: number[];
}

/** The network with two masks of `training.json`, the reference vectors of the backend. */
export interface Network {
  weights: Record<string, GoldenTensor>;
  x: GoldenTensor;
  labels: number[];
  maskFineShape: number[];
  maskCoarseShape: number[];
  steps: {
    maskFine: number[];
    maskCoarse: number[];
    loss: number;
    gradients?: Record<string, GoldenTensor>;
  }[];
  finalWeights: Record<string, GoldenTensor>;
}

/** Trains it with the operator's masks pinned, and expects the losses, gradients and final weights of the file. */
export async function expectGoldenTraining(network: Network, tolerance: number): Promise<void> {
  const x = toTensor<tf.Rank.R4>(network.x);
  const labels = tf.tidy(() => tf.oneHot(tf.tensor1d(network.labels, 'int32'), 4));
  const weights = Object.fromEntries(
    Object.entries(network.weights).map(([name, weight]) => [name, tf.variable(toTensor(weight))]),
  );
  const variable = <T extends tf.Tensor>(name: string) => weights[name] as unknown as T;
  const conv = (input: tf.Tensor, name: string, pad: 'same' | 'valid') =>
    tf.relu(tf.conv2d(input as tf.Tensor4D, variable<tf.Tensor4D>(name), 2, pad));
  const optimizer = tf.train.sgd(0.2);
  for (const step of network.steps) {
    const { value, grads } = tf.variableGrads(() => {
      const fine = conv(conv(x, 'conv1', 'same'), 'conv2', 'valid');
      const coarse = conv(pinned(fine, step.maskFine, network.maskFineShape), 'conv3', 'valid');
      const features = tf.mean(pinned(coarse, step.maskCoarse, network.maskCoarseShape), [1, 2]);
      const products = tf.matMul(features as tf.Tensor2D, variable<tf.Tensor2D>('dense'));
      return tf.losses.softmaxCrossEntropy(labels, tf.add(products, variable('bias')));
    }, Object.values(weights));
    expect(await relativeError(value, { shape: [], values: [step.loss] })).toBeLessThan(tolerance);
    for (const [name, want] of Object.entries(step.gradients ?? {})) {
      expect(await relativeError(grads[weights[name]!.name]!, want), name).toBeLessThan(tolerance);
    }
    optimizer.applyGradients(grads);
    tf.dispose([value, grads]);
  }
  for (const [name, want] of Object.entries(network.finalWeights)) {
    expect(await relativeError(weights[name]!, want), name).toBeLessThan(tolerance);
  }
  optimizer.dispose();
  tf.dispose([x, labels, weights]);
}

const toTensor = <R extends tf.Rank>({ shape, values }: GoldenTensor) =>
  tf.tensor<R>(values, shape as tf.ShapeMap[R], 'float32');

/** The operator with the positions of a given mask pinned. */
function pinned(x: tf.Tensor, mask: number[], shape: number[]): tf.Tensor {
  const width = shape[1]!;
  const kept = [...mask.keys()].filter((i) => mask[i] === 1);
  const keep = kept.map((i) => [Math.floor(i / width), i % width]);
  return backdrop(x, { rate: 0.5, axes: [1, 2], key: key(0), keep });
}

/** The largest difference, over the largest magnitude. */
async function relativeError(got: tf.Tensor, { shape, values }: GoldenTensor): Promise<number> {
  expect(got.shape).toEqual(shape);
  const numbers = await got.data();
  const largest = values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  return values.reduce((a, b, i) => Math.max(a, Math.abs(numbers[i]! - b)), 0) / largest;
}
