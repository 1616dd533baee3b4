// Training in batches some of which have no loss: the first hour with imbalanced data.
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { coxPartialLikelihoodLoss, listwiseSoftmaxLoss, pairwiseAucLoss, rocAuc } from '@backdropjs/losses';
import { listBatches, stratifiedBatches } from '@backdropjs/losses/batches';
import { multilabel, oneVsRest } from '@backdropjs/losses/evaluation';
import {
  asDataset,
  evaluateMetrics,
  metricsCallback,
  skipUndefinedBatches,
  stratifiedDataset,
} from '@backdropjs/losses/layers';
import { type TfjsLoss, toTfjs, valueAndGradAsync } from '@backdropjs/losses/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { normals } from './random';

const rows = 10;
const features = normals(2 * rows, 3);
const labels = [1, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const x = tf.tensor2d(Float32Array.from(features), [rows, 2]);
const y = tf.tensor2d(labels, [rows, 1]);

function compiled(loss: TfjsLoss, optimizer: tf.Optimizer = tf.train.sgd(0)) {
  const model = layers.sequential({
    layers: [layers.layers.dense({ inputShape: [2], units: 1, kernelInitializer: 'ones' })],
  });
  model.compile({ optimizer, loss });
  return model;
}
const scoresOf = (i: number) => features[2 * i]! + features[2 * i + 1]!;

describe('a batch without a loss', () => {
  it('is an error that names the remedies', async () => {
    const fit = (onUndefined: 'throw' | 'skip') =>
      compiled(toTfjs(pairwiseAucLoss({ onUndefined }))).fit(x, y, {
        batchSize: 4,
        shuffle: false,
        verbose: 0,
      });
    // Rows 4 to 7 hold a positive, rows 8 and 9 too: with another order a batch would not.
    const order = [0, 4, 9, 1, 2, 3, 5, 6, 7, 8];
    const sorted = { x: tf.gather(x, order), y: tf.gather(y, order) };
    for (const onUndefined of ['throw', 'skip'] as const) {
      const loss = toTfjs(pairwiseAucLoss({ onUndefined }));
      await expect(
        compiled(loss).fit(sorted.x, sorted.y, { batchSize: 4, shuffle: false, verbose: 0 }),
      ).rejects.toThrow(/needs an item of label 1, got none; .*stratifiedDataset.*skipUndefinedBatches/);
    }
    await fit('throw');
    await expect(valueAndGradAsync(pairwiseAucLoss(), tf.zeros([4]), tf.zeros([4]))).rejects.toThrow(
      'got none',
    );
  });

  it('is skipped: no step, and not in the means', async () => {
    const order = [0, 4, 1, 2, 3, 5, 6, 7, 8, 9];
    const sorted = { x: tf.gather(x, order), y: tf.gather(y, order) };
    const lossOf = (batch: number[]) =>
      pairwiseAucLoss().valueAndGrad(
        batch.map(scoresOf),
        batch.map((i) => labels[i]!),
      ).value;
    // The second of three batches has no positive; the first weighs 4, the last 2.
    const mean = (4 * lossOf([0, 4, 1, 2]) + 2 * lossOf([8, 9])) / 6;
    const loss = toTfjs(pairwiseAucLoss());
    const model = compiled(loss);
    const before = tf.memory().numTensors;
    const { history } = await model.fit(sorted.x, sorted.y, {
      batchSize: 4,
      epochs: 2,
      shuffle: false,
      verbose: 0,
      validationData: [sorted.x, sorted.y],
      callbacks: [skipUndefinedBatches(loss)],
    });
    expect(tf.memory().numTensors).toBe(before);
    expect(history['loss']![1]).toBeCloseTo(mean, 6);
    // Validation comes in the same batches.
    expect(history['val_loss']![1]).toBeCloseTo(mean, 6);

    // No step: with momentum, which would move the weights even with gradient 0.
    const steps = tf.train.momentum(0.1, 0.9);
    const momentum = compiled(loss, steps);
    const weights = () => momentum.getWeights()[0]!.dataSync().join();
    const seen: string[] = [];
    await momentum.fit(sorted.x, sorted.y, {
      batchSize: 4,
      shuffle: false,
      verbose: 0,
      callbacks: [
        skipUndefinedBatches(loss),
        new layers.CustomCallback({
          onBatchEnd: async () => {
            seen.push(weights());
          },
        }) as unknown as layers.Callback,
      ],
    });
    expect(seen[1]).toBe(seen[0]);
    expect(seen[2]).not.toBe(seen[1]);
    // Afterwards everything is as before.
    expect(Object.hasOwn(steps, 'applyGradients')).toBe(false);
    const undefinedBatch = () => loss(tf.zeros([2, 1]), tf.zeros([2, 1]));
    expect(undefinedBatch).toThrow('got none');
  });

  it('is an error where no batch of an epoch has a loss', async () => {
    const loss = toTfjs(pairwiseAucLoss());
    const fit = compiled(loss).fit(x, tf.zeros([rows, 1]), {
      batchSize: 4,
      verbose: 0,
      callbacks: [skipUndefinedBatches(loss)],
    });
    await expect(fit).rejects.toMatchObject({ code: 'EMPTY' });
    expect(() => skipUndefinedBatches((() => {}) as never)).toThrow('needs what toTfjs gave');
  });

  it('does not come from stratified batches', async () => {
    const loss = toTfjs(pairwiseAucLoss());
    const model = compiled(loss, tf.train.adam(0.05));
    const before = tf.memory().numTensors;
    const dataset = stratifiedDataset(x, y, { batchSize: 4, seed: 3 });
    const { history } = await model.fitDataset(dataset, { epochs: 3, verbose: 0 });
    // What adam keeps of four weights, and its counters.
    expect(tf.memory().numTensors - before).toBeLessThan(8);
    expect(history['loss']).toHaveLength(3);
    expect(() => stratifiedDataset(x, y, { batchSize: 4, seed: 1, strata: [1] })).toThrow(
      'a stratum for each row',
    );
  });
});

describe('batches of what other losses need', () => {
  it('hold an event each', () => {
    const event = Array.from({ length: 200 }, (_, i) => Number(i % 25 === 0));
    const survival = coxPartialLikelihoodLoss();
    for (const batch of stratifiedBatches(event, { batchSize: 16, seed: 1 }).epoch(0)) {
      const part = [...batch];
      const { value } = survival.valueAndGrad(
        part.map(() => 0),
        { time: part, event: part.map((i) => event[i]!) },
      );
      expect(value).toBeGreaterThan(0);
    }
  });

  it('hold whole lists with something relevant, also through fitDataset', async () => {
    const groups = [0, 0, 1, 1, 1, 2, 2, 3, 3, 3];
    const relevance = [1, 0, 0, 0, 0, 2, 1, 0, 1, 0];
    const plan = listBatches(groups, { batchSize: 2, seed: 5 }, (items) =>
      items.some((i) => relevance[i]! > 0),
    );
    expect(plan.length).toBe(2);
    const target = tf.tensor2d(
      groups.map((group, i) => [relevance[i]!, group]),
      [rows, 2],
    );
    const loss = toTfjs(listwiseSoftmaxLoss({ onUndefined: 'throw' }), { targets: ['labels', 'groups'] });
    const model = compiled(loss);
    const { history } = await model.fitDataset(asDataset(x, target, plan), { epochs: 2, verbose: 0 });
    expect(history['loss']![0]).toBeGreaterThan(0);
  });
});

describe('metricsCallback', () => {
  it('adds what the metric gives on all rows, and early stopping reads it', async () => {
    const model = compiled(toTfjs(pairwiseAucLoss()));
    const want = rocAuc(
      labels.map((_, i) => scoresOf(i)),
      labels,
    );
    const before = tf.memory().numTensors;
    const { epoch, history } = await model.fit(x, y, {
      epochs: 9,
      batchSize: rows,
      verbose: 0,
      callbacks: [
        metricsCallback({ auc: rocAuc }, x, y, { batchSize: 3 }),
        layers.callbacks.earlyStopping({ monitor: 'val_auc', mode: 'max', patience: 2 }),
      ],
    });
    expect(tf.memory().numTensors).toBe(before);
    expect(history['val_auc']![0]).toBeCloseTo(want, 6);
    // It does not change without steps: stopped after three epochs.
    expect(epoch).toHaveLength(3);
    expect((await evaluateMetrics(model, x, y, { auc: rocAuc })).auc).toBeCloseTo(want, 6);
  });
});

it('metrics of several classes get the scores row by row, in batches too', async () => {
  const model = layers.sequential({
    layers: [
      layers.layers.dense({
        inputShape: [2],
        units: 3,
        kernelInitializer: layers.initializers.glorotUniform({ seed: 1 }),
      }),
    ],
  });
  const classes = tf.tensor1d([0, 1, 2, 0, 1, 2, 0, 1, 2, 0]);
  const ovr = (s: ArrayLike<number>, c: ArrayLike<number>) =>
    oneVsRest(rocAuc, s, c, { numClasses: 3 }).value;
  const { auc } = await evaluateMetrics(model, x, classes, { auc: ovr }, { batchSize: 4 });
  expect(auc).toBe(ovr((model.predict(x) as tf.Tensor).dataSync(), classes.dataSync()));
});

it('labels of more than one a row are refused, unless there are as many as the options say', async () => {
  const model = layers.sequential({
    layers: [layers.layers.dense({ inputShape: [2], units: 3, activation: 'softmax' })],
  });
  const bits = tf.oneHot(
    tf.tensor1d(
      labels.map((_, i) => i % 3),
      'int32',
    ),
    3,
  );
  const message = 'the length of y must be 10';
  await expect(evaluateMetrics(model, x, bits, { auc: rocAuc })).rejects.toThrow(
    `evaluateMetrics: ${message}`,
  );
  expect(() => metricsCallback({ auc: rocAuc }, x, bits)).toThrow(`metricsCallback: ${message}`);
  expect(() => metricsCallback({ auc: rocAuc }, x, bits)).toThrow('argMax');
  await expect(evaluateMetrics(model, x, tf.ones([9]), { auc: rocAuc })).rejects.toThrow('got 9');
  const metric = (s: ArrayLike<number>, l: ArrayLike<number>) =>
    multilabel(rocAuc, Array.from(s), Array.from(l), { numLabels: 3 }).value;
  const want = metric((model.predict(x) as tf.Tensor).dataSync(), bits.dataSync());
  const { auc } = await evaluateMetrics(model, x, bits, { auc: metric }, { numLabels: 3 });
  expect(auc).toBe(want);
  expect(() => metricsCallback({ auc: metric }, x, bits, { numLabels: 2 })).toThrow('must be 20');
  metricsCallback({ auc: metric }, x, bits, { numLabels: 3 });
});

it('a loss as a metric has its name in the history', async () => {
  const loss = toTfjs(pairwiseAucLoss());
  expect(loss.name).toBe('pairwiseAucLoss');
});
