import { initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss, rocAuc } from '@backdropjs/losses';
import {
  metricsCallback,
  stratifiedDataset,
} from '@backdropjs/losses/layers';
import { toTfjs } from '@backdropjs/losses/tfjs';
import { key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

await initBackend();
// 400 samples of 3 features, one in twenty positive and moved by 1.
const labels = Array.from({ length: 400 }, (_, i) =>
  Number(i % 20 === 0),
);
const values = normal(key(1), new Float32Array(1200));
const moved = values.map((z, i) => z + labels[Math.floor(i / 3)]);
const x = tf.tensor(moved, [400, 3]);
const y = tf.tensor(labels, [400, 1]);

const model = tfl.sequential();
const kernelInitializer = tfl.initializers.heNormal({ seed: 4 });
model.add(
  tfl.layers.dense({ inputShape: [3], units: 1, kernelInitializer }),
);
const loss = toTfjs(pairwiseAucLoss());
model.compile({ optimizer: tf.train.adam(0.05), loss });

// Batches of 40 that hold 2 positives each.
const batches = stratifiedDataset(x, y, { batchSize: 40, seed: 1 });
const callbacks = [metricsCallback({ auc: rocAuc }, x, y)];
const fit = { epochs: 5, verbose: 0, callbacks };
const { history } = await model.fitDataset(batches, fit);
console.log(
  'AUC',
  history.val_auc.map((auc) => auc.toFixed(2)).join(' '),
);
