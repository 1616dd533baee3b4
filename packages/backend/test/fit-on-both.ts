// Trains a model on cpu and on wasm from the same weights: the losses of the one follow those of the other.
import * as tf from '@tensorflow/tfjs-core';
import { type Sequential, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, initBackend, requireKernels } from '../src/index';
import { completeLayers } from '../src/layers';
import { random, randomValues, toTensor } from './support';

export type Layer = Parameters<Sequential['add']>[0];

export interface Network {
  layers: () => Layer[];
  /** The shape of a sample; class indices for an embedding. */
  sample: number[];
  integers?: boolean;
  outputs?: number;
  loss?: string | ((yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor);
  optimizer?: () => tf.Optimizer;
}

const samples = 16;
const epochs = 5;

/** The losses of the epochs, and the output of the trained model for the training data. */
async function train(
  backend: BackendName,
  network: Network,
): Promise<{ losses: number[]; output: number[] }> {
  await tf.setBackend(backend);
  const next = random(31);
  const { layers, sample, integers, outputs = 3, loss = 'categoricalCrossentropy' } = network;
  const optimizer = network.optimizer?.() ?? tf.train.sgd(0.1);
  const model = sequential({ layers: layers() });
  requireKernels(model);
  // Kernels get random weights of the usual size; gains, biases and statistics keep their initial values.
  const weights = model.getWeights().map((weight) => {
    if (weight.rank < 2) return weight;
    const { shape, values } = randomValues(next, ...weight.shape);
    const scale = Math.sqrt(3 / (weight.size / shape[shape.length - 1]!));
    return toTensor({ shape, values: values.map((v) => v * scale) });
  });
  model.setWeights(weights);
  tf.dispose(weights.filter((weight) => !model.getWeights().includes(weight)));
  const [x, y] = tf.tidy(() => {
    const inputs = toTensor(randomValues(next, samples, ...sample));
    const targets: Record<number, () => tf.Tensor> = {
      0: () => tf.mul(inputs, 0.5),
      1: () => tf.cast(tf.greater(toTensor(randomValues(next, samples, 1)), 0), 'float32'),
      3: () =>
        tf.oneHot(
          tf.tensor1d(
            Array.from({ length: samples }, (_, i) => i % 3),
            'int32',
          ),
          3,
        ),
    };
    return [integers ? tf.floor(tf.mul(tf.add(inputs, 1), 3)) : inputs, targets[outputs]!()];
  });
  model.compile({ optimizer, loss });
  const tensors: number[] = [];
  const onEpochEnd = () => {
    tensors.push(tf.memory().numTensors);
  };
  const options = { epochs, batchSize: 8, shuffle: false, verbose: 0, callbacks: { onEpochEnd } } as const;
  const { history } = await model.fit(x, y, options);
  expect(new Set(tensors).size, `tensors after each epoch: ${tensors}`).toBe(1);
  const prediction = model.predict(x) as tf.Tensor;
  const output = [...prediction.dataSync()];
  tf.dispose([x, y, prediction]);
  model.dispose();
  optimizer.dispose();
  return { losses: history['loss'] as number[], output };
}

/** Has each network trained on both backends. */
export function followsCpu(networks: Record<string, Network>): void {
  beforeAll(async () => {
    completeLayers();
    await initBackend({ backends: ['cpu'] });
    await initBackend({ backends: ['wasm'] });
  });

  describe('fit on wasm', () => {
    it.each(Object.entries(networks))('%s', async (_, network) => {
      const want = await train('cpu', network);
      const got = await train('wasm', network);
      expect(want.losses).toHaveLength(epochs);
      expect(want.losses[epochs - 1]).toBeLessThan(want.losses[0]!);
      for (const [epoch, loss] of want.losses.entries()) {
        expect(Math.abs(got.losses[epoch]! - loss) / loss, `loss of epoch ${epoch}`).toBeLessThan(1e-4);
      }
      const largest = Math.max(...want.output.map(Math.abs));
      const apart = Math.max(...want.output.map((value, i) => Math.abs(value - got.output[i]!)));
      expect(apart / largest, 'outputs of the trained model').toBeLessThan(1e-3);
    });
  });
}
