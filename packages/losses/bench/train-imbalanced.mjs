// Test AUC on a table of 2 % positives: batches of 32 from the stratified sampler beside full-batch training, by the same loss.
//
//     node bench/train-imbalanced.mjs mammography.csv [seeds, default 3]
//
// The table is "Mammography" of OpenML: six features and a label of -1 or 1 a row. After a build.
import '@tensorflow/tfjs-backend-cpu';
import { readFileSync } from 'node:fs';
import { pairwiseAucLoss, rocAuc } from '@backdropjs/losses';
import { rocAucDifference, rocAucInterval } from '@backdropjs/losses/evaluation';
import { evaluateMetrics, stratifiedDataset } from '@backdropjs/losses/layers';
import { toTfjs } from '@backdropjs/losses/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';

const [file, seeds = '3'] = process.argv.slice(2);
const table = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.replaceAll("'", '').split(',').map(Number));
const width = table[0].length - 1;

/** Rows of one remainder for the test, one third of either class. */
function split(seed) {
  const count = [0, 0];
  const parts = { train: [], test: [] };
  for (const row of table) parts[(count[Number(row[width] > 0)]++ + seed) % 3 ? 'train' : 'test'].push(row);
  return Object.values(parts).map((rows) => ({
    x: tf.tensor2d(rows.map((row) => row.slice(0, width))),
    y: tf.tensor2d(rows.map((row) => [Number(row[width] > 0)])),
  }));
}

function network(seed, rate) {
  const kernelInitializer = (layer) => layers.initializers.glorotUniform({ seed: 10 * seed + layer });
  const model = layers.sequential({
    layers: [
      layers.layers.dense({
        inputShape: [width],
        units: 16,
        activation: 'tanh',
        kernelInitializer: kernelInitializer(1),
      }),
      layers.layers.dense({ units: 1, kernelInitializer: kernelInitializer(2) }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(rate), loss: toTfjs(pairwiseAucLoss({ surrogate: 'logistic' })) });
  return model;
}

const differences = [];
for (let seed = 0; seed < Number(seeds); seed++) {
  const [train, test] = split(seed);
  const labels = test.y.dataSync();
  const full = network(seed, 0.02);
  await full.fit(train.x, train.y, { epochs: 300, batchSize: train.x.shape[0], shuffle: false, verbose: 0 });
  const batches = network(seed, 0.01);
  await batches.fitDataset(stratifiedDataset(train.x, train.y, { batchSize: 32, seed }), {
    epochs: 12,
    verbose: 0,
  });
  const scores = [batches, full].map((model) => model.predict(test.x).dataSync());
  const { auc } = await evaluateMetrics(batches, test.x, test.y, { auc: rocAuc });
  const [inBatches, inFull] = scores.map((s) => rocAucInterval(s, labels));
  if (Math.abs(auc - inBatches.value) > 1e-12) throw new Error('two ways to the same number');
  const { value, low, high } = rocAucDifference(...scores, labels);
  differences.push(value);
  const text = (x) => x.toFixed(4);
  console.log(
    `seed ${seed}: batches of 32 ${text(inBatches.value)} (standard error ${text(inBatches.standardError)}), full batch ${text(inFull.value)}, difference ${text(value)} [${text(low)}, ${text(high)}]`,
  );
}
console.log('mean difference', (differences.reduce((sum, d) => sum + d, 0) / differences.length).toFixed(4));
