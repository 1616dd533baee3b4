// What runs the callbacks of what trains on losses over all samples, and of what refreshes statistics.
import { pairwiseAucLoss } from '@backdropjs/losses';
import { key } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {
  type FitNonDecomposableOptions,
  fitNonDecomposable,
  nonDecomposableGradients,
  progress,
  refreshStatistics,
} from '../../src/layers';
import { fixedCount } from '../../src/masks';
import { chunks, labels, net, type Plant, type Targets, valueAndGrad, values } from './planted';

export const targets: Targets = {
  'nonDecomposableGradients, its functions': (plant) => {
    const weights = tf.tidy(() => tf.variable(tf.ones([3, 1])));
    const options = {
      forward: plant((x: tf.Tensor) => tf.tanh(tf.matMul(tf.sigmoid(x), weights as unknown as tf.Tensor2D))),
      loss: { valueAndGrad: plant(valueAndGrad) },
      ...{
        inputs: chunks(plant),
        labels,
        key: key(1),
        mask: plant(fixedCount({ rate: 0.4 })),
        variables: [weights],
      },
    };
    return {
      async run() {
        try {
          tf.dispose((await nonDecomposableGradients(options)).grads);
        } finally {
          weights.dispose();
        }
      },
    };
  },
  'nonDecomposableGradients, backward and a loss of tensors': (plant) => {
    const weights = tf.tidy(() => tf.variable(tf.ones([3, 1])));
    const spoiled = tf.customGrad((x) => ({
      value: tf.clone(x as tf.Tensor),
      gradFunc: plant((dy: tf.Tensor) => tf.clone(dy)),
    }));
    const options = {
      forward: (x: tf.Tensor) => spoiled(tf.tanh(tf.matMul(x, weights as unknown as tf.Tensor2D))),
      loss: plant((y: tf.Tensor, s: tf.Tensor) => tf.mean(tf.square(tf.sub(y, tf.sigmoid(spoiled(s)))))),
      ...{
        inputs: values,
        inputShape: [3],
        labels,
        key: key(1),
        rate: 0.4,
        chunkSize: 3,
        variables: [weights],
      },
    };
    return {
      async run() {
        try {
          tf.dispose((await nonDecomposableGradients(options)).grads);
        } finally {
          weights.dispose();
        }
      },
    };
  },
  ...Object.fromEntries(
    (['forward', 'backward'] as const).map((where) => [
      `fitNonDecomposable, ${where} and its functions`,
      (plant: Plant) => {
        const model = net(plant, where);
        const options: FitNonDecomposableOptions<ArrayLike<number>> = {
          ...{
            loss: { valueAndGrad: plant(valueAndGrad) },
            optimizer: 'sgd',
            labels,
            key: key(2),
            epochs: 2,
          },
          ...{
            inputs: chunks(plant),
            mask: plant(fixedCount({ rate: 0.4 })),
            batchNormalization: 'refreshed',
          },
          ...{
            metrics: { sum: plant((scores: Float32Array) => scores.length) },
            learningRate: plant(() => 0.1),
          },
          validationData: { inputs: chunks(plant), labels },
        };
        return { run: () => fitNonDecomposable(model, options), model };
      },
    ]),
  ),
  'fitNonDecomposable, a loss of tensors, without statistics': (plant) => {
    const kernelRegularizer = tfl.regularizers.l2({ l2: 0.1 });
    kernelRegularizer.apply = plant((x: tf.Tensor) => tf.sum(tf.square(x)) as tf.Scalar);
    const model = tfl.sequential({
      layers: [tfl.layers.dense({ inputShape: [3], units: 1, kernelRegularizer })],
    });
    const loss = plant((y: tf.Tensor, s: tf.Tensor) => tf.losses.sigmoidCrossEntropy(y, s));
    const options = {
      loss,
      optimizer: 'sgd',
      inputs: values,
      labels,
      rate: 0.3,
      key: key(1),
      epochs: 2,
      chunkSize: 4,
    };
    return { run: () => fitNonDecomposable(model, options), model };
  },
  'fitNonDecomposable, what it tells others': (plant) => {
    const model = net(plant, 'forward');
    const sgd = tf.train.sgd(0.1);
    sgd.applyGradients = plant(sgd.applyGradients.bind(sgd));
    const hooks = ['onTrainBegin', 'onTrainEnd', 'onEpochBegin', 'onEpochEnd', 'onBatchBegin', 'onBatchEnd'];
    const options: FitNonDecomposableOptions<ArrayLike<number>> = {
      ...{ loss: pairwiseAucLoss(), optimizer: sgd, labels, inputs: values, inputShape: [3], rate: 0.4 },
      ...{ key: key(2), epochs: 2, batchNormalization: 'frozen', onStep: plant(async () => {}) },
      callbacks: [
        new tfl.CustomCallback(
          Object.fromEntries(hooks.map((hook) => [hook, plant(async () => {})])),
          'never',
        ),
        progress(
          plant(() => {}),
          plant(() => 0),
        ),
      ],
      signal: { throwIfAborted: plant(() => {}) } as AbortSignal,
    };
    return { run: () => fitNonDecomposable(model, options), model };
  },
  refreshStatistics: (plant) => {
    const model = net(plant, 'forward');
    return { run: () => refreshStatistics(model, { inputs: chunks(plant) }), model };
  },
};
