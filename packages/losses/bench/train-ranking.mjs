// NDCG@10 of the losses for graded labels on a ranking set, on its test part.
//
//     node bench/train-ranking.mjs FOLDER [seeds, default 5]
//
// The folder holds rank.train and rank.test, `label index:value ...` a line, and rank.train.query and rank.test.query with the
// number of lines of each query: the example of LightGBM. After a build. Learning rate and epoch (of 100 at most, 20 without a better
// one end a run) are chosen for each loss and seed on a fifth of the training queries, never on the test part. Standard errors: over
// test queries of the mean over seeds, over seeds of the mean over queries, and over queries of the difference from the first loss.
import '@tensorflow/tfjs-backend-cpu';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { approxNdcgLoss, listMleLoss, listwiseSoftmaxLoss, ndcg } from '@backdropjs/losses';
import { listBatches } from '@backdropjs/losses/batches';
import { byGroup } from '@backdropjs/losses/evaluation';
import { asDataset, evaluateMetrics } from '@backdropjs/losses/layers';
import { approxNdcgAtKLoss, lambdaLoss, rankNetLoss } from '@backdropjs/losses/ranking';
import { toTfjs } from '@backdropjs/losses/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';

const [folder, seeds = '5'] = process.argv.slice(2);
const width = 302;

function read(name) {
  const lines = (ending) =>
    readFileSync(join(folder, `rank.${name}${ending}`), 'utf8')
      .trim()
      .split('\n');
  const sizes = lines('.query').map(Number);
  return lines('').map((line, i) => {
    const [label, ...pairs] = line.trim().split(' ');
    const features = new Float32Array(width);
    for (const pair of pairs) {
      const [index, value] = pair.split(':').map(Number);
      features[index] = value;
    }
    let query = 0;
    for (let end = sizes[0]; i >= end; end += sizes[query]) query++;
    return { label: Number(label), query, features };
  });
}

function tensors(rows) {
  const groups = rows.map(({ query }) => query);
  return {
    groups,
    x: tf.tensor2d(Float32Array.from(rows.flatMap(({ features }) => [...features])), [rows.length, width]),
    labels: tf.tensor1d(rows.map(({ label }) => label)),
    y: tf.tensor2d(rows.map(({ label, query }) => [label, query])),
  };
}

const train = read('train');
const [fit, chosen, test] = [
  train.filter(({ query }) => query % 5),
  train.filter(({ query }) => query % 5 === 0),
  read('test'),
].map(tensors);

const losses = {
  'LambdaLoss (NDCG-Loss2++)': lambdaLoss(),
  'LambdaRank at 10': lambdaLoss({ weighing: 'lambdaRank', k: 10 }),
  RankNet: rankNetLoss(),
  'approximate NDCG': approxNdcgLoss({ temperature: 1 }),
  'approximate NDCG at 10': approxNdcgAtKLoss({ temperature: 1, k: 10 }),
  ListMLE: listMleLoss(),
  softmax: listwiseSoftmaxLoss(),
};

/** NDCG@10 of each query; NaN where nothing is relevant. */
const at10 = ({ groups }, kept) => ({
  ndcg(s, y) {
    const { value, parts } = byGroup(
      (scores, labels) => ndcg(scores, labels, { k: 10, gain: 'exponential' }),
      s,
      y,
      { groups },
    );
    kept?.splice(0, Infinity, ...parts.map((part) => part.value));
    return value;
  },
});

const rates = [0.005, 0.015, 0.05, 0.15];
const epochs = 100;
const patience = 20;

/** The best NDCG on the chosen part, and that of each query of the test part after that epoch. */
async function trained(loss, seed, rate) {
  const model = layers.sequential({
    layers: [
      layers.layers.dense({
        inputShape: [width],
        units: 16,
        activation: 'tanh',
        kernelInitializer: layers.initializers.glorotUniform({ seed: 2 * seed }),
        kernelRegularizer: layers.regularizers.l2({ l2: 1e-3 }),
      }),
      layers.layers.dense({
        units: 1,
        kernelInitializer: layers.initializers.glorotUniform({ seed: 2 * seed + 1 }),
      }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(rate), loss: toTfjs(loss, { targets: ['labels', 'groups'] }) });
  const labels = fit.labels.dataSync();
  const plan = listBatches(fit.groups, { batchSize: 32, seed }, (items) => items.some((i) => labels[i] > 0));
  const data = asDataset(fit.x, fit.y, plan);
  let best = { own: 0, epoch: 0, rate, onTest: [] };
  for (let epoch = 1; epoch <= Math.min(epochs, best.epoch + patience); epoch++) {
    await model.fitDataset(data, { epochs: 1, verbose: 0 });
    const { ndcg: own } = await evaluateMetrics(model, chosen.x, chosen.labels, at10(chosen));
    if (own <= best.own) continue;
    const onTest = [];
    await evaluateMetrics(model, test.x, test.labels, at10(test, onTest));
    best = { own, epoch, rate, onTest: onTest.filter((value) => !Number.isNaN(value)) };
  }
  model.optimizer.dispose();
  model.dispose();
  return best;
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const standardError = (values) => {
  const center = mean(values);
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1) / values.length,
  );
};
const figure = (values) => `${mean(values).toFixed(4)} +- ${standardError(values).toFixed(4)}`;

let reference;
for (const [name, loss] of Object.entries(losses)) {
  const found = [];
  for (let seed = 0; seed < Number(seeds); seed++) {
    const runs = [];
    for (const rate of rates) runs.push(await trained(loss, seed, rate));
    found.push(runs.reduce((best, run) => (run.own > best.own ? run : best)));
  }
  // Of each query, over the seeds.
  const queries = found[0].onTest.map((_, q) => mean(found.map(({ onTest }) => onTest[q])));
  reference ??= queries;
  console.log(
    `${name}: NDCG@10 ${figure(queries)} over queries, ${figure(found.map(({ onTest }) => mean(onTest)))} over seeds, ` +
      `less that of the first ${figure(queries.map((value, q) => value - reference[q]))} (${found
        .map(({ onTest, rate, epoch }) => `${mean(onTest).toFixed(4)} at rate ${rate}, epoch ${epoch}`)
        .join('; ')})`,
  );
}
