// Unchanged tf.layers models trained with fit: the losses on wasm follow those on cpu from the same weights.
import * as tf from '@tensorflow/tfjs-core';
import { layers as L, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, initBackend, requireKernels } from '../src/index';
import { completeLayers } from '../src/layers';
import { random, randomValues, toTensor } from './support';

type Layer = Parameters<Sequential['add']>[0];

interface Network {
  layers: () => Layer[];
  /** The shape of a sample; class indices for an embedding. */
  sample: number[];
  integers?: boolean;
  outputs?: number;
  loss?: string | ((yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor);
  optimizer?: () => tf.Optimizer;
}

const image = { sample: [12, 12, 2] };

const networks: Record<string, Network> = {
  'conv2d, pooling, batch normalization, dense': {
    ...image,
    layers: () => [
      L.conv2d({ filters: 4, kernelSize: 3, padding: 'same', inputShape: image.sample }),
      L.batchNormalization(),
      L.reLU(),
      L.maxPooling2d({ poolSize: 2 }),
      L.conv2d({ filters: 6, kernelSize: 3, activation: 'relu' }),
      L.averagePooling2d({ poolSize: 2, padding: 'same', strides: 1 }),
      L.flatten(),
      L.dense({ units: 3, activation: 'softmax' }),
    ],
    optimizer: () => tf.train.momentum(0.05, 0.9),
  },
  'strided conv2d after zero padding, global average pooling': {
    ...image,
    layers: () => [
      L.zeroPadding2d({ padding: 2, inputShape: image.sample }),
      L.conv2d({ filters: 5, kernelSize: 5, strides: 2 }),
      L.batchNormalization(),
      L.reLU(),
      L.conv2d({ filters: 6, kernelSize: 2, strides: 2 }),
      L.batchNormalization(),
      L.reLU(),
      L.globalAveragePooling2d({}),
      L.dense({ units: 3, activation: 'softmax' }),
    ],
  },
  'depthwise and separable convolutions, layer normalization': {
    ...image,
    layers: () => [
      L.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, activation: 'elu', inputShape: image.sample }),
      L.separableConv2d({ filters: 4, kernelSize: 3, activation: 'selu' }),
      L.layerNormalization(),
      L.globalMaxPooling2d({}),
      L.dense({ units: 3, activation: 'softmax' }),
    ],
    optimizer: () => tf.train.adam(0.01),
  },
  // Without upsampling: its gradient on tfjs's cpu backend is wrong for more than one sample.
  'transposed convolution, cropping': {
    ...image,
    outputs: 0,
    loss: 'meanSquaredError',
    layers: () => [
      L.conv2d({ filters: 3, kernelSize: 3, strides: 2, padding: 'same', inputShape: image.sample }),
      L.conv2dTranspose({ filters: 2, kernelSize: 4, strides: 3, activation: 'tanh' }),
      L.cropping2D({
        cropping: [
          [3, 4],
          [3, 4],
        ],
      }),
    ],
    optimizer: () => tf.train.rmsprop(0.003),
  },
  'dense with dropout, binary cross-entropy': {
    sample: [7],
    loss: 'binaryCrossentropy',
    outputs: 1,
    layers: () => [
      L.dense({ units: 16, activation: 'sigmoid', inputShape: [7] }),
      L.dropout({ rate: 0.3, seed: 5 }),
      L.dense({ units: 8, activation: 'gelu' as 'relu' }),
      L.dense({ units: 1, activation: 'sigmoid' }),
    ],
  },
  'embedding, conv1d': {
    sample: [9],
    integers: true,
    layers: () => [
      L.embedding({ inputDim: 6, outputDim: 5, inputLength: 9 }),
      L.conv1d({ filters: 4, kernelSize: 3, activation: 'relu' }),
      L.globalAveragePooling1d(),
      L.dense({ units: 3, activation: 'softmax' }),
    ],
  },
  'LSTM and GRU': {
    sample: [5, 3],
    layers: () => [
      L.lstm({ units: 4, returnSequences: true, inputShape: [5, 3] }),
      L.gru({ units: 4 }),
      L.dense({ units: 3, activation: 'softmax' }),
    ],
    optimizer: () => tf.train.adam(0.02),
  },
  'conv3d and conv3dTranspose': {
    sample: [4, 5, 4, 2],
    outputs: 0,
    loss: 'meanSquaredError',
    layers: () => [
      L.conv3d({
        filters: 4,
        kernelSize: 3,
        strides: [2, 1, 2],
        padding: 'same',
        activation: 'relu',
        inputShape: [4, 5, 4, 2],
      }),
      L.conv3dTranspose({ filters: 3, kernelSize: 3, strides: [2, 1, 2], padding: 'same' }) as Layer,
      L.conv3d({ filters: 2, kernelSize: 3, padding: 'same' }),
    ],
  },
  'bidirectional GRU, thresholded relu': {
    sample: [5, 3],
    layers: () => [
      L.bidirectional({ layer: L.gru({ units: 4 }) as never, mergeMode: 'concat', inputShape: [5, 3] }),
      L.thresholdedReLU({ theta: 0.05 }),
      L.dense({ units: 3, activation: 'softmax' }),
    ],
  },
  convLstm2d: {
    sample: [3, 6, 6, 2],
    layers: () => [
      L.convLstm2d({ filters: 3, kernelSize: 3, padding: 'same', inputShape: [3, 6, 6, 2] }) as Layer,
      L.flatten(),
      L.dense({ units: 3, activation: 'softmax' }),
    ],
  },
  'dilated convolutions, batch normalization without scale or center': {
    ...image,
    layers: () => [
      L.conv2d({ filters: 4, kernelSize: 3, dilationRate: 2, padding: 'same', inputShape: image.sample }),
      L.batchNormalization({ scale: false }),
      L.reLU(),
      L.depthwiseConv2d({ kernelSize: 3, dilationRate: 2 } as Parameters<typeof L.depthwiseConv2d>[0]),
      L.batchNormalization({ center: false, scale: false }),
      L.globalAveragePooling2d({}),
      L.dense({ units: 3, activation: 'softmax' }),
    ],
  },
  'channels first': {
    sample: [2, 12, 12],
    layers: () => [
      L.conv2d({
        filters: 4,
        kernelSize: 3,
        dataFormat: 'channelsFirst',
        activation: 'relu',
        inputShape: [2, 12, 12],
      }),
      L.maxPooling2d({ poolSize: 2, dataFormat: 'channelsFirst' }),
      L.averagePooling2d({ poolSize: 2, padding: 'same', strides: 1, dataFormat: 'channelsFirst' }),
      L.flatten(),
      L.dense({ units: 3, activation: 'softmax' }),
    ],
  },
};

/** Each of tf.losses, with the activation of the outputs that it expects. */
const losses: Record<string, [Network['loss'], string?]> = {
  absoluteDifference: [tf.losses.absoluteDifference],
  computeWeightedLoss: [(y, p) => tf.losses.computeWeightedLoss(tf.square(tf.sub(y, p)), tf.scalar(0.5))],
  cosineDistance: [(y, p) => tf.losses.cosineDistance(y, p, 1)],
  hingeLoss: [tf.losses.hingeLoss],
  huberLoss: [tf.losses.huberLoss],
  logLoss: [tf.losses.logLoss, 'sigmoid'],
  meanSquaredError: [tf.losses.meanSquaredError],
  sigmoidCrossEntropy: [tf.losses.sigmoidCrossEntropy],
  softmaxCrossEntropy: [tf.losses.softmaxCrossEntropy],
};

for (const [name, [loss, activation]] of Object.entries(losses)) {
  networks[`tf.losses.${name}`] = {
    sample: [6],
    loss: loss!,
    layers: () => [
      L.dense({ units: 8, activation: 'relu', inputShape: [6] }),
      L.dense({ units: 3, activation: (activation ?? 'linear') as 'linear' }),
    ],
  };
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
