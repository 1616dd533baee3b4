// #region snippet
import { initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss, rocAuc } from '@backdropjs/losses';
import { fitNonDecomposable } from '@backdropjs/operator/layers';
import { key, normal } from '@backdropjs/random';
import { layers, sequential } from '@tensorflow/tfjs-layers';

await initBackend();
// 1000 samples of 4 features, one in fifty positive and moved by 1.
const labels = Array.from({ length: 1000 }, (_, i) => (i < 20 ? 1 : 0));
const inputs = labels.map((label, i) =>
  Array.from(normal(key(i), 4), (z) => z + label),
);
const model = sequential();
const kernelInitializer = 'zeros';
model.add(
  layers.dense({ inputShape: [4], units: 1, kernelInitializer }),
);

const { history } = await fitNonDecomposable(model, {
  loss: pairwiseAucLoss(),
  optimizer: 'adam',
  learningRate: 0.1,
  inputs,
  labels,
  rate: 0.9, // a tenth of the samples passes its gradient on
  key: key('training'),
  epochs: 40,
  metrics: { auc: rocAuc },
});
console.log(
  'AUC',
  history.auc[0].toFixed(2),
  'to',
  history.auc.at(-1).toFixed(2),
);
// #endregion snippet
