// Models trained with fit on each of tf.losses: those on wasm follow those on cpu from the same weights.
import * as tf from '@tensorflow/tfjs-core';
import { layers as L } from '@tensorflow/tfjs-layers';
import { followsCpu, type Network } from './fit-on-both';

const networks: Record<string, Network> = {};

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

followsCpu(networks);
