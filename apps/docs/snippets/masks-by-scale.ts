// #region snippet
import { initBackend } from '@backdropjs/backend';
import { multiscale } from '@backdropjs/fields';
import {
  gradientNoise,
  insertBackdrop,
  receptiveFields,
  suggestMasks,
} from '@backdropjs/operator/layers';
import * as tf from '@tensorflow/tfjs-core';
import {
  initializers,
  layers,
  sequential,
} from '@tensorflow/tfjs-layers';

await initBackend();

// A net that knows nothing of masks: it may as well have been loaded.
const model = sequential({
  layers: [layers.inputLayer({ inputShape: [64, 64, 1] })],
});
for (const [stage, filters] of [8, 12, 16, 24].entries()) {
  const kernelInitializer = initializers.heNormal({ seed: stage + 1 });
  model.add(
    layers.conv2d({
      filters,
      kernelSize: 3,
      strides: 2,
      padding: 'same',
      kernelInitializer,
    }),
  );
  model.add(layers.batchNormalization({ momentum: 0.9 }));
  model.add(layers.reLU());
}
model.add(layers.globalAveragePooling2d({}));
model.add(
  layers.dense({
    units: 4,
    activation: 'softmax',
    kernelInitializer: initializers.glorotNormal({ seed: 5 }),
  }),
);

for (const { layer, axes, positions, size, stride } of receptiveFields(
  model,
)) {
  if (axes.length === 0) continue; // pooled: everything is seen
  console.log(
    `${layer}: ${positions[0]} positions a side,`,
    `of ${size[0]} pixels, every ${stride[0]}`,
  );
}

// Structures of about 7 and 30 pixels: one place for each.
const places = suggestMasks(model, { scales: [7, 30] });
const placements = places.map((place) => ({ ...place, rate: 0.8 }));
const masked = insertBackdrop(model, placements);

// 4 classes, 8 images of each.
const set = multiscale({
  size: 64,
  scales: [
    [1.5, 2.5],
    [6, 10],
  ],
  amplitudes: [0.75, 1.25],
  perClass: 8,
  standardize: 'sample',
  seed: 1,
});
const samples = Array.from({ length: set.length }, (_, i) =>
  set.sample(i),
);
const x = tf.stack(
  samples.map(({ field }) => tf.tensor3d(field, [64, 64, 1])),
);
const y = tf.oneHot(
  samples.map(({ label }) => label),
  4,
);

// How noisy do these masks make the gradient of each weight?
const loss = (yTrue: tf.Tensor, yPred: tf.Tensor) =>
  tf.neg(tf.mean(tf.sum(tf.mul(yTrue, tf.log(yPred)), 1)));
const { noise } = await gradientNoise(model, {
  inputs: x,
  labels: y,
  loss,
  placements,
  draws: 20,
});
for (const [weight, ratio] of Object.entries(noise)) {
  console.log(
    `${weight}: ${ratio.toFixed(2)} times the squared gradient`,
  );
}

// Training the masked model trains the other: they share their weights.
masked.compile({
  optimizer: tf.train.momentum(0.02, 0.9),
  loss: 'categoricalCrossentropy',
});
const { history } = await masked.fit(x, y, {
  epochs: 40,
  batchSize: 32,
  verbose: 0,
});
const predictions = model.predict(x);
// #endregion snippet

export const results = {
  places,
  noise,
  losses: history['loss'] as number[],
  predictions,
};
