// #region snippet
import { initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss, rocAuc } from '@backdropjs/losses';
import { fitNonDecomposable } from '@backdropjs/operator/layers';
import { importanceSampling } from '@backdropjs/operator/masks';
import { key, normal } from '@backdropjs/random';
import { callbacks, layers, sequential } from '@tensorflow/tfjs-layers';

await initBackend();

// 600 samples of 4 features, one in ten positive and moved by 1.
const labels = Array.from({ length: 600 }, (_, i) =>
  i % 10 === 0 ? 1 : 0,
);
const inputs = labels.map((label, i) =>
  Array.from(normal(key(i), 4), (z) => z + label),
);

const model = sequential();
model.add(
  layers.dense({
    inputShape: [4],
    units: 1,
    kernelInitializer: 'zeros',
  }),
);

const { history } = await fitNonDecomposable(model, {
  loss: pairwiseAucLoss(),
  optimizer: 'adam',
  learningRate: (epoch) => 0.1 / (1 + epoch / 10),
  inputs,
  labels,
  // A tenth of the samples is back-propagated: those that matter most
  // to the loss, with weights that keep the gradient unbiased.
  mask: importanceSampling({ rate: 0.9 }),
  key: key('training'),
  epochs: 60,
  validationSplit: 0.25,
  metrics: { auc: rocAuc },
  callbacks: [
    callbacks.earlyStopping({ monitor: 'val_loss', patience: 10 }),
  ],
});

// #endregion snippet

export { history };
