import { type BackendName, initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss } from '@backdropjs/losses';
import { toTfjs } from '@backdropjs/losses/tfjs';
import { foldIn, key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { backdrop } from '../../index';
import { backdropLayer, type FitNonDecomposableOptions, fitNonDecomposable } from '../../layers';

const { layers } = tfl;
const n = 40;
const labels = Float32Array.from({ length: n }, (_, i) => (i % 5 === 0 ? 1 : 0));
// Positives are moved by 1 along each axis.
const values = normal(key(1), new Float32Array(n * 3)).map((z, i) => z + labels[Math.floor(i / 3)]!);

type Options = FitNonDecomposableOptions<ArrayLike<number>>;

function net(extra: tfl.layers.Layer[] = [], kernelRegularizer?: ReturnType<typeof tfl.regularizers.l2>) {
  const init = (seed: number) => ({ kernelInitializer: tfl.initializers.glorotNormal({ seed }) });
  return tfl.sequential({
    layers: [
      layers.dense({
        inputShape: [3],
        units: 5,
        activation: 'tanh',
        ...init(1),
        ...(kernelRegularizer && { kernelRegularizer }),
      }),
      ...extra,
      layers.dense({ units: 1, useBias: false, ...init(2) }),
    ],
  });
}
const options = (changed: Partial<Options> = {}): Options => ({
  loss: pairwiseAucLoss(),
  optimizer: tf.train.sgd(0.5),
  inputs: values,
  labels,
  rate: 0.7,
  chunkSize: 7,
  epochs: 6,
  key: key(9),
  ...changed,
});
const weightsOf = (model: tfl.LayersModel) => model.getWeights().map((weight) => [...weight.dataSync()]);

describe.each<BackendName>(['wasm', 'cpu'])('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  const expectClose = (got: tfl.LayersModel, want: tfl.LayersModel) => {
    const expected = weightsOf(want);
    for (const [w, weights] of weightsOf(got).entries()) {
      for (const [i, weight] of weights.entries()) {
        expect(Math.abs(weight - expected[w]![i]!)).toBeLessThan(1e-5);
      }
    }
  };

  /** The same training with the operator on the whole batch. */
  function trainWhole(model: tfl.LayersModel, rates: number[]): number[] {
    const optimizer = tf.train.sgd(0.5);
    return rates.map((rate, epoch) =>
      tf.tidy(() => {
        const loss = () => {
          const scores = model.apply(tf.tensor2d(values, [n, 3]), { training: true }) as tf.Tensor;
          const masked = backdrop(scores, { rate, axes: [0], key: foldIn(key(9), epoch) });
          const penalties = model.calculateLosses();
          return tf.addN([toTfjs(pairwiseAucLoss())(tf.tensor1d(labels), masked), ...penalties]) as tf.Scalar;
        };
        return optimizer.minimize(loss, true)!.dataSync()[0]!;
      }),
    );
  }

  it.each([
    ['plain', undefined],
    ['regularized', () => tfl.regularizers.l2({ l2: 0.1 })],
  ])('trains a %s model as the operator does on the whole batch', async (_, regularizer) => {
    const [model, whole] = [net([], regularizer?.()), net([], regularizer?.())];
    const rate = { schedule: 'linear', from: 0.9, to: 0, steps: 5 } as const;
    const { history, epoch } = await fitNonDecomposable(model, options({ rate }));
    const losses = trainWhole(
      whole,
      [0, 1, 2, 3, 4, 5].map((t) => 0.9 + ((0 - 0.9) * t) / 5),
    );
    expectClose(model, whole);
    expect(epoch).toEqual([0, 1, 2, 3, 4, 5]);
    for (const [i, loss] of losses.entries()) expect(history['loss']![i]).toBeCloseTo(loss, 5);
    expect(losses[5]).toBeLessThan(losses[0]!);
  });

  it('takes tensors and generators, of which the chunks are kept for all epochs', async () => {
    const [a, b, c] = [net(), net(), net()];
    await fitNonDecomposable(a, options());
    const inputs = tf.tensor2d(values, [n, 3]);
    await fitNonDecomposable(b, options({ inputs, loss: toTfjs(pairwiseAucLoss()) }));
    inputs.dispose();
    const chunks = async function* () {
      yield values.subarray(0, 30);
      yield tf.tensor2d(values.subarray(30), [n - 10, 3]);
    };
    await fitNonDecomposable(c, options({ inputs: chunks() }));
    expectClose(b, a);
    expectClose(c, a);
  });

  it('resumes at an epoch with the masks of uninterrupted training', async () => {
    const [a, b] = [net(), net()];
    await fitNonDecomposable(a, options());
    await fitNonDecomposable(b, options({ epochs: 4 }));
    await fitNonDecomposable(b, options({ initialEpoch: 4 }));
    expect(weightsOf(b)).toEqual(weightsOf(a));
  });

  it('adds the penalty of a frozen layer, whose weights stay', async () => {
    const model = net([], tfl.regularizers.l2({ l2: 0.1 }));
    const [frozen, plain] = [model.layers[0]!, net()];
    frozen.trainable = false;
    plain.layers[0]!.trainable = false;
    // Frozen weights come last.
    const before = weightsOf(model);
    const { history } = await fitNonDecomposable(model, options({ epochs: 2 }));
    const { history: expected } = await fitNonDecomposable(plain, options({ epochs: 2 }));
    const penalty = 0.1 * before[1]!.reduce((total, weight) => total + weight * weight, 0);
    for (const [i, loss] of expected['loss']!.entries()) {
      expect(history['loss']![i]).toBeCloseTo((loss as number) + penalty, 5);
    }
    expect(weightsOf(model).slice(1)).toEqual(before.slice(1));
    expect(weightsOf(model)[0]).not.toEqual(before[0]);
    expect(weightsOf(model)).toEqual(weightsOf(plain));
  });

  it('leaves no tensor behind but the weights, nor when the optimizer throws', async () => {
    const model = net([], tfl.regularizers.l2({ l2: 0.1 }));
    const training = options({ optimizer: tf.train.momentum(0.1, 0.9) });
    await fitNonDecomposable(model, training);
    const before = tf.memory().numTensors;
    await fitNonDecomposable(model, training);
    expect(tf.memory().numTensors).toBe(before);
    const optimizer = tf.train.sgd(1);
    optimizer.applyGradients = () => {
      throw new Error('too steep');
    };
    const failing = options({ optimizer });
    const ready = tf.memory().numTensors;
    await expect(fitNonDecomposable(model, failing)).rejects.toThrow('too steep');
    expect(tf.memory().numTensors).toBe(ready);
    model.dispose();
  });
});

describe('callbacks', () => {
  beforeAll(async () => {
    await initBackend({ backends: ['cpu'] });
  });

  it('come in the order of model.fit, with the same logs', async () => {
    const record = (seen: string[]): tfl.CustomCallbackArgs => {
      const note =
        (name: string) =>
        (...args: unknown[]) => {
          const logs = args.at(-1) as tfl.Logs | undefined;
          const isNumbered = typeof args[0] === 'number';
          seen.push(`${name} ${isNumbered ? args[0] : ''} ${logs && 'loss' in logs ? 'loss' : ''}`);
        };
      return {
        onTrainBegin: note('train begin'),
        onTrainEnd: note('train end'),
        onEpochBegin: note('epoch begin'),
        onEpochEnd: note('epoch end'),
        onBatchBegin: note('batch begin'),
        onBatchEnd: note('batch end'),
      };
    };
    const [ours, theirs] = [[], []] as string[][];
    await fitNonDecomposable(net(), options({ epochs: 2, callbacks: record(ours!) }));
    const model = net();
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const [x, y] = [tf.tensor2d(values, [n, 3]), tf.tensor2d(labels, [n, 1])];
    await model.fit(x, y, { epochs: 2, batchSize: n, verbose: 0, callbacks: record(theirs!) });
    expect(ours).toEqual(theirs);
  });

  it('may be objects of tf.layers and end training', async () => {
    const stopping = tfl.callbacks.earlyStopping({ monitor: 'loss', minDelta: 10 });
    const model = net();
    const history = await fitNonDecomposable(model, options({ callbacks: [stopping], epochs: 50 }));
    expect(history.epoch.length).toBeLessThan(4);
    const stop = {
      onEpochEnd: () => {
        model.stopTraining = true;
      },
    };
    expect((await fitNonDecomposable(model, options({ callbacks: [stop, {}] }))).epoch).toEqual([0]);
  });

  it('see the masks inside of the model take one step for each chunk', async () => {
    const mask = backdropLayer({ rate: 0.5, axes: [1], seed: 1 });
    await fitNonDecomposable(net([mask]), options({ rate: 0, epochs: 2 }));
    expect(mask.getWeights()[0]!.dataSync()[0]).toBe(2 * Math.ceil(n / 7));
  });
});

describe('errors', () => {
  const inner = (layer: tfl.layers.Layer) =>
    tfl.sequential({ layers: [tfl.layers.inputLayer({ inputShape: [5] }), layer] });
  const two = () => {
    const input = tfl.input({ shape: [3] });
    const output = () => layers.dense({ units: 1 }).apply(input) as tfl.SymbolicTensor;
    return tfl.model({ inputs: input, outputs: [output(), output()] });
  };

  const compiled = () => {
    const model = net();
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    return model;
  };
  const frozen = () => {
    const model = net();
    for (const layer of model.layers) layer.trainable = false;
    return model;
  };

  it.each<[string, Record<string, unknown>, (() => tfl.LayersModel) | undefined, RegExp]>([
    ['rate', { rate: 1 }, undefined, /^fitNonDecomposable: rate must be in \[0, 1\), got 1/],
    ['schedule', { rate: { schedule: 'exponential' } }, undefined, /schedule must be one of/],
    ['key', { key: 1 }, undefined, /^fitNonDecomposable: key must be a key of/],
    ['epochs', { epochs: undefined }, undefined, /epochs must be a whole number, got undefined/],
    ['initialEpoch', { initialEpoch: -1 }, undefined, /initialEpoch must be a whole number, got -1/],
    [
      'optimizer',
      { optimizer: 'sdg' },
      undefined,
      /optimizer must be one of tf.train, or of adadelta, .*, sgd, got "sdg"/,
    ],
    [
      'optimizer, null beside an own one',
      { optimizer: null },
      compiled,
      /^fitNonDecomposable: optimizer must .*, got null$/,
    ],
    ['optimizer, null', { optimizer: null }, undefined, /^fitNonDecomposable: optimizer must .*, got null$/],
    [
      'weights to train',
      {},
      frozen,
      /^fitNonDecomposable: model must have weights to train, got none; are all/,
    ],
    ['chunkSize', { chunkSize: 0 }, undefined, /chunkSize must be a positive integer/],
    ['inputs', { inputs: 3 }, undefined, /^fitNonDecomposable: inputs must be a tensor/],
    ['outputs', {}, two, /model must have one input and one output, got \[1,2\]/],
    ['option', { callback: {} }, undefined, /^fitNonDecomposable: options must be one of .* got "callback"/],
    ['dropout', {}, () => net([layers.dropout({ rate: 0.5 })]), /score a sample alike in every pass, got/],
    [
      'normalization',
      {},
      () => net([layers.batchNormalization()]),
      /score a sample alike in every pass, got .*; pass batchNormalization: .* layer normalization/,
    ],
    ['inner dropout', {}, () => net([inner(layers.dropout({ rate: 0.5 }))]), /score a sample alike/],
    ['inner normalization', {}, () => net([inner(layers.batchNormalization())]), /score a sample alike/],
  ])('bad %s is refused', async (_, changed, model = net, message) => {
    await expect(fitNonDecomposable(model(), options(changed as Partial<Options>))).rejects.toThrow(message);
  });
});
