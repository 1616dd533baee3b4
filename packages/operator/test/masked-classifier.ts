// A small model with a mask, for the tests of the layer.
import { foldIn, key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { type BackdropLayerConfig, backdropLayer } from '../src/layers';

export const config: BackdropLayerConfig = { rate: 0.6, axes: [1, 2], seed: 5 };

export function gaussian(name: string, shape: number[]): tf.Tensor {
  return tf.tensor(normal(foldIn(key(3), name), new Float32Array(shape.reduce((a, b) => a * b, 1))), shape);
}

/** A small convolutional classifier with a mask, the same at every call. */
export function network(layer = backdropLayer({ ...config, name: 'mask' })): tfl.Sequential {
  const weights = (seed: number) => tfl.initializers.glorotNormal({ seed });
  const model = tfl.sequential({
    layers: [
      tfl.layers.conv2d({
        inputShape: [8, 8, 1],
        filters: 3,
        kernelSize: 3,
        strides: 2,
        activation: 'relu',
        kernelInitializer: weights(1),
      }),
      layer,
      tfl.layers.flatten(),
      tfl.layers.dense({ units: 2, activation: 'softmax', kernelInitializer: weights(2) }),
    ],
  });
  compile(model);
  return model;
}

function compile(model: tfl.LayersModel): void {
  model.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy' });
}

/** Trains on 10 images, by default in batches of 4, 4 and 2. */
export async function fit(model: tfl.LayersModel, epochs: number, batchSize = 4): Promise<void> {
  const x = gaussian('images', [10, 8, 8, 1]);
  const y = tf.tidy(() => tf.oneHot(tf.tensor1d([0, 1, 0, 1, 0, 1, 0, 1, 0, 1], 'int32'), 2));
  await model.fit(x, y, { epochs, batchSize, shuffle: false, verbose: 0 });
  tf.dispose([x, y]);
}

export const weightsOf = (model: tfl.LayersModel) =>
  model.getWeights().map((weight) => [...weight.dataSync()]);
export const stepOf = (model: tfl.LayersModel) => model.getLayer('mask').getWeights()[0]!.dataSync()[0];
