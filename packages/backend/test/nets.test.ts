// Nets that tfjs's own kernels and gradients cannot train on wasm: five steps there against five on cpu.
import * as tf from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { meanSquare, type Net, stepsAsOnCpu } from './five-steps';
import { checkGradients } from './gradient-check';

type Volume = tf.Tensor5D;
type Image = tf.Tensor4D;
const conv3d = (x: tf.Tensor, w: tf.Tensor, strides = 1) =>
  tf.conv3d(x as Volume, w as Volume, strides, 'same');
const conv2d = (x: tf.Tensor, w: tf.Tensor, format: 'NHWC' | 'NCHW', dilation = 1) =>
  tf.conv2d(x as Image, w as Image, 1, 'same', format, dilation);

const nets: Record<string, Net> = {
  'two layers of conv3d': {
    parameters: [
      [3, 3, 3, 2, 4],
      [3, 2, 3, 4, 2],
    ],
    data: [
      [2, 5, 6, 5, 2],
      [2, 5, 6, 5, 2],
    ],
    loss: ([v, w], [x, y]) => meanSquare(conv3d(tf.relu(conv3d(x!, v!)), w!), y!),
  },
  '3D U-Net': {
    parameters: [
      [3, 3, 3, 1, 3],
      [3, 3, 3, 3, 4],
      [2, 2, 2, 3, 4],
      [3, 3, 3, 6, 1],
    ],
    data: [
      [2, 4, 6, 4, 1],
      [2, 4, 6, 4, 1],
    ],
    loss: ([down, bottom, up, out], [x, y]) => {
      const fine = tf.relu(conv3d(x!, down!));
      const coarse = tf.relu(conv3d(tf.maxPool3d(fine as Volume, 2, 2, 'same'), bottom!));
      const shape = fine.shape as Volume['shape'];
      const back = tf.conv3dTranspose(coarse as Volume, up as Volume, shape, 2, 'same');
      return meanSquare(conv3d(tf.concat([fine, back], 4), out!), y!);
    },
  },
  'spectral loss': {
    parameters: [
      [9, 1, 3],
      [5, 3, 1],
    ],
    data: [
      [2, 64, 1],
      [2, 64, 1],
    ],
    loss: ([v, w], [x, y]) => {
      const hidden = tf.tanh(tf.conv1d(x as tf.Tensor3D, v as tf.Tensor3D, 1, 'same'));
      const out = tf.conv1d(hidden, w as tf.Tensor3D, 1, 'same');
      const magnitudes = (signal: tf.Tensor) =>
        tf.stack(
          tf
            .unstack(tf.reshape(signal, [2, 64]))
            .map((row) => tf.abs(tf.signal.stft(row as tf.Tensor1D, 16, 8))),
        );
      return meanSquare(magnitudes(out), magnitudes(y!));
    },
    optimizer: () => tf.train.sgd(0.01),
  },
  'NCHW convolutions': {
    parameters: [
      [3, 3, 2, 4],
      [4, 1, 1],
      [3, 3, 4, 3],
    ],
    data: [
      [3, 2, 8, 7],
      [3, 3, 8, 7],
    ],
    loss: ([v, b, w], [x, y]) =>
      meanSquare(conv2d(tf.relu(tf.add(conv2d(x!, v!, 'NCHW'), b!)), w!, 'NCHW'), y!),
  },
  'dilated convolutions': {
    parameters: [
      [3, 3, 2, 4],
      [3, 3, 4, 4],
      [3, 3, 4, 1],
    ],
    data: [
      [2, 12, 11, 2],
      [2, 12, 11, 4],
    ],
    loss: ([u, v, w], [x, y]) => {
      const hidden = tf.relu(conv2d(tf.relu(conv2d(x!, u!, 'NHWC', 2)), v!, 'NHWC', 4));
      return meanSquare(tf.depthwiseConv2d(hidden as Image, w as Image, 1, 'same', 'NHWC', 3), y!);
    },
  },
  'penalty on the gradient of a critic': {
    parameters: [
      [3, 3, 1, 4],
      [4, 1],
    ],
    data: [[4, 6, 6, 1]],
    loss: ([w, v], [x]) => {
      const critic = (images: tf.Tensor) =>
        tf.matMul(tf.mean(tf.tanh(conv2d(images, w!, 'NHWC')), [1, 2]), v!);
      const slope = tf.grad((images: tf.Tensor) => tf.sum(critic(images)))(x!);
      const length = tf.sqrt(tf.add(tf.sum(tf.square(slope), [1, 2, 3]), 1e-6));
      return tf.add(tf.mean(critic(x!)), tf.mul(10, tf.mean(tf.square(tf.sub(length, 1)))));
    },
    optimizer: () => tf.train.sgd(0.01),
  },
  'normalization without scale or offset, thresholds': {
    parameters: [
      [3, 3, 2, 4],
      [4, 2],
    ],
    data: [
      [4, 6, 6, 2],
      [4, 2],
    ],
    loss: ([w, v], [x, y]) => {
      const features = conv2d(x!, w!, 'NHWC');
      const { mean, variance } = tf.moments(features, [0, 1, 2]);
      const normal = tf.batchNorm(features, mean as tf.Tensor1D, variance as tf.Tensor1D);
      const kept = tf.mul(normal, tf.cast(tf.greater(normal, 0.5), 'float32'));
      return meanSquare(tf.matMul(tf.mean(kept, [1, 2]), v!), y!);
    },
  },
  'centered RMSprop': {
    parameters: [
      [5, 6],
      [6, 2],
    ],
    data: [
      [8, 5],
      [8, 2],
    ],
    loss: ([w, v], [x, y]) => meanSquare(tf.matMul(tf.tanh(tf.matMul(x!, w!)), v!), y!),
    // tfjs takes the root of variance - epsilon: NaN where a gradient is too small.
    optimizer: () => tf.train.rmsprop(0.002, 0.9, 0.5, 1e-12, true),
  },
};

stepsAsOnCpu(nets);

it('segmentation net of three images, against central differences', async () => {
  await tf.setBackend('wasm');
  checkGradients({
    shapes: [
      [3, 8, 6, 2],
      [3, 3, 2, 4],
      [3, 3, 4, 4],
      [3, 3, 8, 2],
    ],
    compute: (x, down, bottom, out) => {
      const fine = tf.sigmoid(conv2d(x!, down!, 'NHWC'));
      const coarse = tf.sigmoid(conv2d(tf.avgPool(fine as Image, 2, 2, 'same'), bottom!, 'NHWC'));
      const nearest = tf.image.resizeNearestNeighbor(coarse as Image, [8, 6]);
      const smooth = tf.image.resizeBilinear(coarse as Image, [8, 6]);
      return tf.softmax(conv2d(tf.concat([fine, tf.add(nearest, smooth)], 3), out!, 'NHWC'));
    },
    step: 1e-2,
  });
});
