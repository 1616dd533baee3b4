// Unchanged tf.layers models trained with fit: the losses on wasm follow those on cpu from the same weights.
import * as tf from '@tensorflow/tfjs-core';
import { layers as L } from '@tensorflow/tfjs-layers';
import { followsCpu, type Layer, type Network } from './fit-on-both';

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

followsCpu(networks);
