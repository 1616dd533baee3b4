import { initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss, rocAuc } from '@backdropjs/losses';
import { fitNonDecomposable } from '@backdropjs/operator/layers';
import { foldIn, key, normal } from '@backdropjs/random';
import { tensor, train } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

await initBackend();
// 20,000 samples of 8 features, one in 50 positive, 1000 at a time.
const labels = new Float32Array(20_000).map((_, i) => +(i % 50 === 0));
async function* chunks() {
  for (let from = 0; from < labels.length; from += 1000) {
    const noise = normal(foldIn(key(1), from), new Float32Array(8000));
    yield noise.map((z, i) => z + 0.5 * labels[from + (i >> 3)]);
  }
}
const kernelInitializer = tfl.initializers.heNormal({ seed: 1 });
const layer = { units: 16, activation: 'relu', kernelInitializer };
const model = tfl.sequential();
model.add(tfl.layers.dense({ inputShape: [8], ...layer }));
model.add(tfl.layers.dense({ units: 1, kernelInitializer }));

// Each step compares all pairs of a positive and a negative sample;
// a tenth of the samples is back-propagated.
const { history } = await fitNonDecomposable(model, {
  loss: pairwiseAucLoss(),
  optimizer: train.adam(0.02),
  inputs: chunks, // the function: each pass calls it again
  labels,
  rate: 0.9,
  key: key(2),
  epochs: 15,
});
console.log('loss', history.loss.map((l) => l.toFixed(2)).join());
const scores = [];
for await (const x of chunks())
  scores.push(...model.predict(tensor(x, [1000, 8])).dataSync());
console.log('AUC', rocAuc(scores, labels).toFixed(3));
