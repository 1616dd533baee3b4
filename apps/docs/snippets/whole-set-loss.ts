// #region snippet
import { initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss, rocAuc } from '@backdropjs/losses';
import { fitNonDecomposable } from '@backdropjs/operator/layers';
import { foldIn, key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import {
  initializers,
  layers,
  sequential,
} from '@tensorflow/tfjs-layers';

await initBackend();

// 20,000 samples of 8 features, one in fifty positive, read 1000 at a
// time. Here each is drawn anew; it could come from a file.
const [count, features, chunk] = [20_000, 8, 1000];
const labels = Float32Array.from({ length: count }, (_, i) =>
  i % 50 === 0 ? 1 : 0,
);
const shift = 0.5; // of positives, along every feature
async function* chunks() {
  for (let start = 0; start < count; start += chunk) {
    const noise = normal(
      foldIn(key(1), start),
      new Float32Array(chunk * features),
    );
    yield noise.map((z, i) =>
      (start + Math.floor(i / features)) % 50 === 0 ? z + shift : z,
    );
  }
}

const model = sequential();
model.add(
  layers.dense({
    inputShape: [features],
    units: 16,
    activation: 'relu',
    kernelInitializer: initializers.heNormal({ seed: 1 }),
  }),
);
model.add(
  layers.dense({
    units: 1,
    kernelInitializer: initializers.glorotNormal({ seed: 2 }),
  }),
);

// Every step compares all pairs of a positive and a negative sample; a
// tenth of the samples is back-propagated.
const { history } = await fitNonDecomposable(model, {
  loss: pairwiseAucLoss(),
  optimizer: tf.train.adam(0.02),
  inputs: chunks, // the function: each pass calls it again
  labels,
  rate: 0.9,
  key: key(2),
  epochs: 15,
  callbacks: {
    onEpochEnd: (epoch, logs) =>
      console.log(`step ${epoch}: loss ${logs?.['loss']?.toFixed(4)}`),
  },
});
// #endregion snippet

const scores: number[] = [];
for await (const values of chunks()) {
  const output = model.predict(
    tf.tensor2d(values, [chunk, features]),
  ) as tf.Tensor;
  scores.push(...output.dataSync());
}
export const auc = rocAuc(scores, labels);
export const losses = history['loss'] as number[];
