// What people expect of training: validation, metrics, early stopping, schedules, hooks, progress, an end from outside.
import { initBackend } from '@backdropjs/backend';
import { ascend, pairwiseAucLoss, recallAtPrecisionLoss, rocAuc } from '@backdropjs/losses';
import { key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, expect, it } from 'vitest';
import { type FitNonDecomposableOptions, fitNonDecomposable, progress, scheduledRate } from '../../layers';
import { fixedCount, withoutReplacement } from '../../masks';

const n = 40;
const labels = Array.from({ length: n }, (_, i) => (i % 4 === 0 ? 1 : 0));
const rows = labels.map((label, i) => Array.from(normal(key(i), 3), (z) => z + label));
type Options = FitNonDecomposableOptions<ArrayLike<number>>;

const net = () => {
  const kernelInitializer = tfl.initializers.glorotNormal({ seed: 1 });
  return tfl.sequential({ layers: [tfl.layers.dense({ inputShape: [3], units: 1, kernelInitializer })] });
};
const options = (changed: Partial<Options> = {}): Options => ({
  ...{ loss: pairwiseAucLoss(), optimizer: 'sgd', learningRate: 0.3, inputs: rows, labels },
  ...{ rate: 0.5, key: key(9), epochs: 4, chunkSize: 16 },
  ...changed,
});
const weightsOf = (model: tfl.LayersModel) => model.getWeights().map((weight) => [...weight.dataSync()]);
const scoresOf = (model: tfl.LayersModel, of: number[][]) =>
  tf.tidy(() => [...(model.predict(tf.tensor2d(of)) as tf.Tensor).dataSync()]);

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
});

it('nested arrays train as a tensor does, to the bit', async () => {
  const [nested, tensor] = [net(), net()];
  const [x, y] = [tf.tensor2d(rows), tf.tensor2d(labels, [n, 1])];
  await fitNonDecomposable(nested, options({ labels: labels.map((label) => [label]) as never }));
  await fitNonDecomposable(tensor, options({ inputs: x, labels: y }));
  expect(weightsOf(nested)).toEqual(weightsOf(tensor));
  tf.dispose([x, y]);
});

it('validation data and metrics of whole sets stand in logs and history, and end training early', async () => {
  const model = net();
  const [inputs, targets] = [rows.slice(0, 20), labels.slice(0, 20)];
  const { history } = await fitNonDecomposable(
    model,
    options({ metrics: { auc: rocAuc }, validationData: { inputs, labels: targets } }),
  );
  expect(Object.keys(history).sort()).toEqual(['auc', 'loss', 'val_auc', 'val_loss']);
  const scores = scoresOf(model, inputs);
  expect(history['val_auc']!.at(-1)).toBeCloseTo(rocAuc(scores, targets), 6);
  expect(history['val_loss']!.at(-1)).toBeCloseTo(pairwiseAucLoss().valueAndGrad(scores, targets).value, 6);
  // That of training is of the scores before the step, as in model.fit.
  expect(history['auc']![0]).toBeCloseTo(rocAuc(scoresOf(net(), rows), labels), 6);

  const early = tfl.callbacks.earlyStopping({ monitor: 'val_loss', minDelta: 10 });
  const stopped = await fitNonDecomposable(
    net(),
    options({ callbacks: [early], epochs: 50, validationData: { inputs, labels: targets } }),
  );
  expect(stopped.epoch.length).toBeLessThan(4);
});

it.each([
  ['arrays', rows, labels],
  ['numbers in a row', Float32Array.from(rows.flat()), Float32Array.from(labels)],
])('validationSplit keeps a share of %s by the key', async (_, inputs, targets) => {
  const model = net();
  const before = tf.memory().numTensors;
  const seen: number[] = [];
  const count = (scores: Float32Array) => seen.push(scores.length);
  const metrics = { count };
  const split = { inputs, labels: targets, validationSplit: 0.25, metrics, epochs: 1 };
  await fitNonDecomposable(model, options(split));
  expect(seen).toEqual([30, 10]);
  const other = net();
  await fitNonDecomposable(other, options(split));
  expect(weightsOf(other)).toEqual(weightsOf(model));
  const third = net();
  await fitNonDecomposable(third, options({ ...split, key: key(10) }));
  expect(weightsOf(third)).not.toEqual(weightsOf(model));
  // Weights of two more models, and an optimizer each.
  expect(tf.memory().numTensors).toBe(before + 2 * 2 + 3);
});

it('validationSplit does not part groups', async () => {
  const groups = labels.map((_, i) => Math.floor(i / 8));
  const sides: number[][] = [];
  const metrics = {
    groups(_: Float32Array, __: ArrayLike<number>, inputs?: { groups?: ArrayLike<number> | undefined }) {
      sides.push([...new Set(Array.from(inputs!.groups!))]);
      return 0;
    },
  };
  await fitNonDecomposable(net(), options({ groups, validationSplit: 0.4, metrics, epochs: 1 }));
  expect([...sides[0]!, ...sides[1]!].sort()).toEqual([0, 1, 2, 3, 4]);
  expect(sides[1]).toHaveLength(2);
});

it('weights of samples are those of the loss', async () => {
  const weights = labels.map((label) => 1 + 3 * label);
  const { history } = await fitNonDecomposable(net(), options({ weights, epochs: 1 }));
  const { value } = pairwiseAucLoss().valueAndGrad(scoresOf(net(), rows), labels, { weights });
  expect(history['loss']![0]).toBeCloseTo(value, 6);
});

it.each([
  ['sgd', (rate: number) => tf.train.sgd(rate)],
  ['momentum', (rate: number) => tf.train.momentum(rate, 0.9)],
  ['adam', (rate: number) => tf.train.adam(rate)],
])(
  'a learning rate that falls: %s takes the steps of training with each rate in turn',
  async (_, optimizer) => {
    const [scheduled, byHand] = [net(), net()];
    const learningRate = (epoch: number) => 0.4 / (epoch + 1);
    await fitNonDecomposable(scheduled, options({ optimizer: optimizer(1), learningRate }));
    const own = optimizer(1);
    for (let epoch = 0; epoch < 4; epoch++) {
      const settable = own as unknown as { setLearningRate?(rate: number): void; learningRate: number };
      if (settable.setLearningRate) settable.setLearningRate(learningRate(epoch));
      else settable.learningRate = learningRate(epoch);
      const { learningRate: _omitted, ...rest } = options({
        optimizer: own,
        initialEpoch: epoch,
        epochs: epoch + 1,
      });
      await fitNonDecomposable(byHand, rest);
    }
    expect(weightsOf(scheduled)).toEqual(weightsOf(byHand));
  },
);

it('a hook moves the multiplier of a constrained loss along its slope', async () => {
  const lambda = { value: 1 };
  const loss = recallAtPrecisionLoss({ targetPrecision: 0.9, lambda });
  const seen: number[] = [];
  await fitNonDecomposable(
    net(),
    options({
      loss,
      onStep({ loss: { gradLambda }, scores }) {
        expect(scores).toHaveLength(n);
        seen.push(lambda.value);
        ascend(lambda, gradLambda!, 0.5);
      },
    }),
  );
  expect(seen).toHaveLength(4);
  expect(new Set(seen).size).toBe(4);
});

it('masks count epochs as steps: without replacement, every sample is back-propagated once in a round', async () => {
  const mask = withoutReplacement({ parts: 4 });
  const model = net();
  const counts = new Float64Array(n);
  const recording: typeof mask = (positions, maskKey) => {
    const weights = mask(positions, maskKey);
    for (const [i, weight] of weights.entries()) counts[i]! += weight ? 1 : 0;
    return weights;
  };
  const { rate: _omitted, ...rest } = options({ mask: recording });
  await fitNonDecomposable(model, rest);
  expect(counts.every((count) => count === 1)).toBe(true);
  const again = net();
  await fitNonDecomposable(again, { ...rest, mask });
  expect(weightsOf(again)).toEqual(weightsOf(model));
  await expect(fitNonDecomposable(net(), options({ mask: fixedCount({ rate: 0.5 }) }))).rejects.toThrow(
    /got "rate"/,
  );
});

it('a signal ends training with its reason, and the model is that of the last whole epoch', async () => {
  const controller = new AbortController();
  const [stopped, whole] = [net(), net()];
  let calls = 0;
  const loss = {
    valueAndGrad(scores: Float32Array, targets: ArrayLike<number>) {
      if (++calls === 3) controller.abort(new Error('enough'));
      return pairwiseAucLoss().valueAndGrad(scores, targets);
    },
  };
  const training = fitNonDecomposable(stopped, options({ loss, signal: controller.signal }));
  await expect(training).rejects.toThrow('enough');
  await fitNonDecomposable(whole, options({ epochs: 2 }));
  expect(weightsOf(stopped)).toEqual(weightsOf(whole));
});

it('progress tells the logs and the time left', async () => {
  const lines: string[] = [];
  let time = 0;
  const callback = progress(
    (line) => lines.push(line),
    () => (time += 1000),
  );
  await fitNonDecomposable(
    net(),
    options({
      callbacks: [callback],
      loss: { valueAndGrad: () => ({ value: 0.123456, grad: new Float32Array(n) }) },
    }),
  );
  // A second an epoch.
  expect(lines).toEqual(
    [3, 2, 1, 0].map((left, epoch) => `epoch ${epoch + 1} of 4: loss 0.1235; ${left} s left`),
  );
});

it('the rate of a schedule can be seen', () => {
  const rate = { schedule: 'step', from: 0.8, factor: 0.5, every: 2 } as const;
  expect([0, 1, 2, 4].map((step) => scheduledRate(rate, step))).toEqual([0.8, 0.8, 0.4, 0.2]);
  expect(() => scheduledRate(rate, 0.5)).toThrow('scheduledRate: step must be a whole number, got 0.5');
});

it.each<[Partial<Options>, RegExp]>([
  [{ validationSplit: 1 }, /^fitNonDecomposable: validationSplit must be in \(0, 1\), got 1$/],
  [{ validationSplit: 0.001 }, /validationSplit must leave samples on both sides, got 0\.001 of 40 samples$/],
  [
    { validationSplit: 0.5, inputs: async function* () {} },
    /inputs must be an array of a known shape .*; pass validationData$/,
  ],
  [
    { validationSplit: 0.5, validationData: { inputs: rows, labels } },
    /validationData must come without validationSplit/,
  ],
  [
    { validationData: { x: rows } as never },
    /^fitNonDecomposable: validationData: options must be one of inputs, .* got "x"$/,
  ],
  [{ learningRate: '0.1' as never }, /learningRate must be a number of at least 0, .* got "0\.1"$/],
  [{ learningRate: () => Number.NaN }, /learningRate must be a number of at least 0, .* got NaN$/],
  [
    { metrics: { auc: 'rocAuc' as never } },
    /^fitNonDecomposable: metric auc must be a function, got "rocAuc"$/,
  ],
  [
    { metrics: { auc: (async () => 1) as never } },
    /^fitNonDecomposable: metric auc must return a number, got \[object Promise\]$/,
  ],
  [{ onStep: 3 as never }, /^fitNonDecomposable: onStep must be a function, got 3$/],
  [
    { batchNormalization: 'thawed' as never },
    /batchNormalization must be one of frozen, refreshed, got "thawed"$/,
  ],
  [
    { optimizer: undefined },
    /^fitNonDecomposable: optimizer must be one of tf\.train, or of adadelta, .*, got undefined$/,
  ],
])('%o is refused', async (changed, message) => {
  await expect(fitNonDecomposable(net(), options(changed))).rejects.toThrow(message);
});
