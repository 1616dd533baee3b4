// Test AUC on a table of 2 % positives: batches of 32 from the stratified sampler beside full-batch training, by the same loss.
//
//     node bench/train-imbalanced.mjs mammography.csv [splits, default 5] [first split, default 0]
//
// The table is "Mammography" of OpenML: six features and a label of -1 or 1 a row. After a build. In each split a third of either class
// is for the test, and a quarter of the rest for validation. Each way of training gets the settings with the best AUC on the
// validation part, the learning rate and how many positives a batch holds at least, then trains anew on all rows that are not for the
// test; these are looked at once.
import '@tensorflow/tfjs-backend-cpu';
import { readFileSync } from 'node:fs';
import { pairwiseAucLoss, rocAuc } from '@backdropjs/losses';
import { rocAucDifference, rocAucInterval } from '@backdropjs/losses/evaluation';
import { evaluateMetrics, stratifiedDataset } from '@backdropjs/losses/layers';
import { toTfjs } from '@backdropjs/losses/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { uniforms } from './data.mjs';

const [file, splits = '5', first = '0'] = process.argv.slice(2);
const table = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.replaceAll("'", '').split(',').map(Number));
const width = table[0].length - 1;
const isPositive = (row) => Number(row[width] > 0);

/** A share of the rows of either class, at random, and the others. */
function divide(rows, share, next) {
  const keyed = rows.map((row) => ({ row, at: next() })).sort((a, b) => a.at - b.at);
  const parts = [[], []];
  for (const label of [0, 1]) {
    const own = keyed.filter(({ row }) => isPositive(row) === label);
    for (const [i, { row }] of own.entries()) parts[Number(i >= share * own.length)].push(row);
  }
  return parts;
}

const tensors = (rows) => ({
  x: tf.tensor2d(rows.map((row) => row.slice(0, width))),
  y: tf.tensor2d(rows.map((row) => [isPositive(row)])),
});

function network(seed, rate) {
  const dense = (units, layer, more) =>
    layers.layers.dense({
      units,
      kernelInitializer: layers.initializers.glorotUniform({ seed: 10 * seed + layer }),
      ...more,
    });
  const model = layers.sequential({
    layers: [dense(16, 1, { inputShape: [width], activation: 'tanh' }), dense(1, 2)],
  });
  model.compile({ optimizer: tf.train.adam(rate), loss: toTfjs(pairwiseAucLoss({ surrogate: 'logistic' })) });
  return model;
}

const rates = [0.003, 0.01, 0.03];
const ways = {
  'batches of 32': {
    settings: [1, 8].flatMap((atLeast) => rates.map((rate) => ({ rate, atLeast }))),
    async train({ x, y }, seed, { rate, atLeast }) {
      const model = network(seed, rate);
      const data = stratifiedDataset(x, y, { batchSize: 32, atLeast, seed });
      await model.fitDataset(data, { epochs: 12, verbose: 0 });
      return model;
    },
  },
  'full batch': {
    settings: rates.map((rate) => ({ rate })),
    async train({ x, y }, seed, { rate }) {
      const model = network(seed, rate);
      await model.fit(x, y, { epochs: 300, batchSize: x.shape[0], shuffle: false, verbose: 0 });
      return model;
    },
  },
};
const aucOf = async (model, { x, y }) => (await evaluateMetrics(model, x, y, { auc: rocAuc })).auc;
const text = (x) => x.toFixed(4);

const differences = [];
for (let seed = Number(first); seed < Number(first) + Number(splits); seed++) {
  const next = uniforms(2000 + seed);
  const [test, rest] = divide(table, 1 / 3, next);
  const [validation, train] = divide(rest, 1 / 4, next).map(tensors);
  const [all, unseen] = [rest, test].map(tensors);
  const scores = [];
  const lines = [];
  for (const [name, { settings, train: run }] of Object.entries(ways)) {
    const aucs = [];
    for (const own of settings) aucs.push(await aucOf(await run(train, seed, own), validation));
    const best = settings[aucs.indexOf(Math.max(...aucs))];
    scores.push((await run(all, seed, best)).predict(unseen.x).dataSync());
    const { value, standardError } = rocAucInterval(scores.at(-1), unseen.y.dataSync());
    lines.push(
      `${name} ${text(value)} (standard error ${text(standardError)}; ${JSON.stringify(best)} of validation AUCs ${aucs.map(text).join(', ')})`,
    );
  }
  const { value, low, high } = rocAucDifference(...scores, unseen.y.dataSync());
  differences.push(value);
  console.log(`split ${seed}: ${lines.join('; ')}; difference ${text(value)} [${text(low)}, ${text(high)}]`);
}
const mean = differences.reduce((sum, d) => sum + d, 0) / differences.length;
const variance = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (differences.length - 1);
console.log(
  `mean difference ${text(mean)} (standard error ${text(Math.sqrt(variance / differences.length))}), largest ${text(Math.max(...differences.map(Math.abs)))}`,
);
