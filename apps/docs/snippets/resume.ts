// #region snippet
import { initBackend } from '@backdropjs/backend';
import {
  backdropLayer,
  restoreAdam,
} from '@backdropjs/operator/layers';
import { key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import {
  initializers,
  layers,
  loadLayersModel,
  sequential,
} from '@tensorflow/tfjs-layers';

await initBackend({ backends: ['cpu'] });

// The rate falls from 0.9 to 0 along half a cosine, over 40 steps.
const rate = {
  schedule: 'cosine',
  from: 0.9,
  to: 0,
  steps: 40,
} as const;
const start = () => {
  const model = sequential();
  const seeded = (seed: number) => ({
    kernelInitializer: initializers.heNormal({ seed }),
  });
  model.add(
    layers.conv2d({
      inputShape: [12, 12, 1],
      filters: 4,
      kernelSize: 3,
      ...seeded(1),
    }),
  );
  model.add(backdropLayer({ rate, axes: [1, 2], seed: 1 }));
  model.add(layers.flatten());
  model.add(layers.dense({ units: 1, ...seeded(2) }));
  model.compile({
    optimizer: tf.train.adam(0.01),
    loss: 'meanSquaredError',
  });
  return model;
};
const x = tf.tensor4d(
  normal(key(1), new Float32Array(8 * 144)),
  [8, 12, 12, 1],
);
const y = tf.tensor2d(normal(key(2), new Float32Array(8)), [8, 1]);
const steps = (epochs: number) => ({
  epochs,
  batchSize: 8,
  shuffle: false,
  verbose: 0 as const,
});

const uninterrupted = start();
await uninterrupted.fit(x, y, steps(40));

// 20 steps, saved and loaded, 20 more. (Any handler does: a file,
// IndexedDB, HTTP.)
const first = start();
await first.fit(x, y, steps(20));
let stored: tf.io.ModelArtifacts | undefined;
const handler = tf.io.withSaveHandler(async (artifacts) => {
  stored = artifacts;
  return {
    modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts),
  };
});
await first.save(handler, { includeOptimizer: true });
const resumed = await loadLayersModel(tf.io.fromMemory(stored!));
restoreAdam(resumed.optimizer);
await resumed.fit(x, y, steps(20));

// #endregion snippet

export { resumed, uninterrupted };
