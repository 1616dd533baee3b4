import { fileURLToPath } from 'node:url';
import { type BackendName, initBackend } from '@backdropjs/backend';
import { key } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readGolden } from '../../../tools/golden';
import { backdrop } from '../src/index';

interface GoldenTensor {
  shape: number[];
  values: number[];
}

interface Network {
  weights: Record<string, GoldenTensor>;
  x: GoldenTensor;
  labels: number[];
  maskFineShape: [number, number];
  maskCoarseShape: [number, number];
  steps: {
    maskFine: number[];
    maskCoarse: number[];
    loss: number;
    gradients?: Record<string, GoldenTensor>;
  }[];
  finalWeights: Record<string, GoldenTensor>;
}

// The vectors of the backend, whose network has two masks; here under the operator.
const { network } = readGolden<{ network: Network }>(
  fileURLToPath(new URL('../../backend/test', import.meta.url)),
  'training.json',
);
const tolerance = 1e-5;

const toTensor = <R extends tf.Rank>({ shape, values }: GoldenTensor) =>
  tf.tensor<R>(values, shape as tf.ShapeMap[R], 'float32');

/** The largest difference, over the largest magnitude. */
function relativeError(got: tf.Tensor, { shape, values }: GoldenTensor): number {
  expect(got.shape).toEqual(shape);
  const largest = values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  return values.reduce((a, b, i) => Math.max(a, Math.abs(got.dataSync()[i]! - b)), 0) / largest;
}

/** The operator with the positions of a given mask pinned. */
function pinned(x: tf.Tensor, mask: number[], [, width]: [number, number]): tf.Tensor {
  const kept = [...mask.keys()].filter((i) => mask[i] === 1);
  const keep = kept.map((i) => [Math.floor(i / width), i % width]);
  return backdrop(x, { rate: 0.5, axes: [1, 2], key: key(0), keep });
}

describe.each<BackendName>(['wasm', 'cpu'])('the masked network of training.json on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  it('has the gradients of the first step, the losses and the final weights', () => {
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
        const logits = tf.add(
          tf.matMul(features as tf.Tensor2D, variable<tf.Tensor2D>('dense')),
          variable('bias'),
        );
        return tf.losses.softmaxCrossEntropy(labels, logits);
      }, Object.values(weights));
      expect(relativeError(value, { shape: [], values: [step.loss] })).toBeLessThan(tolerance);
      for (const [name, want] of Object.entries(step.gradients ?? {})) {
        expect(relativeError(grads[weights[name]!.name]!, want), name).toBeLessThan(tolerance);
      }
      optimizer.applyGradients(grads);
      tf.dispose([value, grads]);
    }
    for (const [name, want] of Object.entries(network.finalWeights)) {
      expect(relativeError(weights[name]!, want), name).toBeLessThan(tolerance);
    }
    optimizer.dispose();
    tf.dispose([x, labels, weights]);
  });
});
