import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { fusedConv2dLayer } from '../dist/layers.js';
import { random } from './random.mjs';

const next = random(1);

/**
 * The reference step, forward and backward without an optimizer: 4 images of 256 x 256, convolution 5 x 5 at stride 2 from 1 to
 * 32 channels, five convolutions 2 x 2 at stride 2, relu after each, global mean, dense to 4, softmax cross-entropy.
 * Masks over the positions, shared by images and channels and scaled by total / kept, sit after the 4th and 6th convolution.
 *
 * @param {number} rate - of the masks
 * @param {'layers' | 'fused'} kind - unchanged tf.layers, or our fused layer
 * @param {number} [size] - of the images
 */
export function referenceStep(rate, kind, size = 256) {
  const convolution = kind === 'fused' ? fusedConv2dLayer : layers.conv2d;
  const model = sequential();
  const first = { inputShape: [size, size, 1], filters: 32, kernelSize: 5, strides: 2, padding: 'same' };
  model.add(convolution({ ...first, activation: 'relu' }));
  for (let i = 2; i < 7; i++) {
    model.add(convolution({ filters: 32, kernelSize: 2, strides: 2, activation: 'relu' }));
  }
  model.add(layers.globalAveragePooling2d({}));
  model.add(layers.dense({ units: 4 }));
  const x = tf.tensor4d(Float32Array.from({ length: 4 * size * size }, next), [4, size, size, 1]);
  const labels = tf.tidy(() => tf.oneHot(tf.tensor1d([0, 1, 2, 3], 'int32'), 4));
  const loss = () => {
    const masks = rate > 0 ? { 3: drawMask(size / 16, rate), 5: drawMask(size / 64, rate) } : {};
    let y = x;
    for (const [index, layer] of model.layers.entries()) {
      y = layer.apply(y);
      if (masks[index]) y = maskGradient(y, masks[index]);
    }
    return tf.losses.softmaxCrossEntropy(labels, y);
  };
  const step = () =>
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(loss);
      for (const result of [value, ...Object.values(grads)]) result.dataSync();
    });
  const dispose = () => {
    model.dispose();
    tf.dispose([x, labels]);
  };
  return { loss, step, dispose };
}

/** @param {number} size @param {number} rate */
function drawMask(size, rate) {
  const mask = Float32Array.from({ length: size * size }, () => ((next() + 1) / 2 >= rate ? 1 : 0));
  if (!mask.includes(1)) mask[0] = 1;
  const kept = mask.reduce((sum, value) => sum + value, 0);
  return tf.tensor4d(
    mask.map((value) => (value * mask.length) / kept),
    [1, size, size, 1],
  );
}

const maskGradient = (x, mask) =>
  tf.customGrad((y, save) => {
    save([mask]);
    return { value: tf.clone(y), gradFunc: (dy, [saved]) => tf.mul(dy, saved) };
  })(x);
