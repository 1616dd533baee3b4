// #region snippet
import { initBackend } from '@backdropjs/backend';
import { gradientNoise } from '@backdropjs/operator/layers';
import { key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import {
  initializers,
  layers,
  sequential,
} from '@tensorflow/tfjs-layers';

await initBackend();
const seeded = (seed) => ({
  kernelInitializer: initializers.heNormal({ seed }),
});
const conv = { kernelSize: 3, strides: 2, activation: 'relu' };
const model = sequential({
  layers: [
    layers.conv2d({
      inputShape: [64, 64, 1],
      filters: 8,
      ...conv,
      ...seeded(1),
    }),
    layers.conv2d({
      name: 'second',
      filters: 16,
      ...conv,
      ...seeded(2),
    }),
    layers.globalAveragePooling2d({}),
    layers.dense({ units: 1, ...seeded(3) }),
  ],
});
const inputs = tf.tensor(
  normal(key(1), new Float32Array(8 * 4096)),
  [8, 64, 64, 1],
);
const labels = tf.tensor([0, 1, 0, 1, 0, 1, 0, 1], [8, 1]);
const loss = (yTrue, yPred) => tf.losses.meanSquaredError(yTrue, yPred);

for (const axes of [
  [1, 2],
  [0, 1, 2],
]) {
  for (const rate of [0.5, 0.8, 0.95]) {
    const placements = [{ after: 'second', rate, axes }];
    const { noise } = await gradientNoise(model, {
      inputs,
      labels,
      loss,
      placements,
    });
    console.log(
      `axes ${axes}, rate ${rate}: noise`,
      Object.values(noise)[0].toFixed(3),
    );
  }
}
// #endregion snippet
