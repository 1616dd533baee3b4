// #region snippet
import { initBackend } from '@backdropjs/backend';
import { multiscale } from '@backdropjs/fields';
import { backdropLayer } from '@backdropjs/operator/layers';
import * as tf from '@tensorflow/tfjs-core';
import {
  initializers,
  layers,
  sequential,
} from '@tensorflow/tfjs-layers';

await initBackend(); // WebAssembly in Node

// Fine structure of 1.5 or 2.5 pixels on coarse structure of 6 or 10:
// four classes, 10 images of each.
function images(seed: number) {
  const set = multiscale({
    size: 64,
    scales: [
      [1.5, 2.5],
      [6, 10],
    ],
    amplitudes: [0.75, 1.25],
    perClass: 10,
    standardize: 'sample',
    seed,
  });
  const samples = Array.from({ length: set.length }, (_, i) =>
    set.sample(i),
  );
  return {
    x: tf.stack(
      samples.map(({ field }) => tf.tensor3d(field, [64, 64, 1])),
    ),
    y: tf.oneHot(
      samples.map(({ label }) => label),
      set.classNames.length,
    ),
  };
}

// Convolution, normalization, relu; each halves the image.
const stage = (filters: number, kernelSize: number, seed: number) => [
  layers.conv2d({
    filters,
    kernelSize,
    strides: 2,
    padding: 'same',
    kernelInitializer: initializers.heNormal({ seed }),
  }),
  layers.batchNormalization({ momentum: 0.9 }),
  layers.activation({ activation: 'relu' }),
];

const model = sequential({
  layers: [
    layers.inputLayer({ inputShape: [64, 64, 1] }),
    ...stage(12, 5, 1),
    ...stage(16, 2, 2),
    // Fine mask: 16x16 positions, each sees 7x7 pixels.
    backdropLayer({ rate: 0.8, axes: [1, 2], seed: 1 }),
    ...stage(24, 2, 3),
    ...stage(32, 2, 4),
    // Coarse mask: 4x4 positions, each sees 19x19 pixels.
    backdropLayer({ rate: 0.8, axes: [1, 2], seed: 2 }),
    layers.globalAveragePooling2d({}),
    layers.dense({
      units: 4,
      activation: 'softmax',
      kernelInitializer: initializers.glorotNormal({ seed: 5 }),
    }),
  ],
});

model.compile({
  optimizer: tf.train.momentum(0.02, 0.9),
  loss: 'categoricalCrossentropy',
  metrics: ['accuracy'],
});
const [train, test] = [images(1), images(2)];
await model.fit(train.x, train.y, {
  epochs: 100,
  batchSize: 40,
  verbose: 0,
});

const [, accuracy] = model.evaluate(test.x, test.y) as tf.Scalar[];
// By chance: 0.25.
console.log(`test accuracy ${accuracy!.dataSync()[0]}`);
// #endregion snippet

export const testAccuracy = accuracy!.dataSync()[0]!;
