import { type BackendName, initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss } from '@backdropjs/losses';
import { key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { backdropLayer, type FitNonDecomposableOptions, fitNonDecomposable } from '../../layers';

const { layers } = tfl;
const n = 40;
const labels = Float32Array.from({ length: n }, (_, i) => (i % 5 === 0 ? 1 : 0));
const values = normal(key(1), new Float32Array(n * 3)).map((z, i) => z + labels[Math.floor(i / 3)]!);
type Options = FitNonDecomposableOptions<ArrayLike<number>>;

const options = (changed: Partial<Options> = {}): Options => ({
  loss: pairwiseAucLoss(),
  inputs: values,
  labels,
  rate: { schedule: 'linear', from: 0.9, to: 0, steps: 5 },
  chunkSize: 7,
  epochs: 6,
  key: key(9),
  ...changed,
});

/** With a mask inside, whose steps must be resumed too, and a penalty. */
function net(): tfl.Sequential {
  const init = (seed: number) => ({ kernelInitializer: tfl.initializers.glorotNormal({ seed }) });
  const kernelRegularizer = tfl.regularizers.l2({ l2: 0.01 });
  return tfl.sequential({
    layers: [
      layers.dense({ inputShape: [3], units: 5, activation: 'tanh', ...init(1), kernelRegularizer }),
      backdropLayer({ rate: 0.3, axes: [1], seed: 1 }),
      layers.dense({ units: 1, useBias: false, ...init(2) }),
    ],
  });
}

const weightsOf = (model: tfl.LayersModel) => model.getWeights().map((weight) => [...weight.dataSync()]);

async function reloaded(model: tfl.LayersModel): Promise<tfl.LayersModel> {
  let saved: tf.io.ModelArtifacts | undefined;
  const handler = tf.io.withSaveHandler(async (artifacts) => {
    saved = artifacts;
    return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
  });
  await model.save(handler, { includeOptimizer: true });
  return tfl.loadLayersModel(tf.io.fromMemory(saved!));
}

const optimizers: [string, () => tf.Optimizer][] = [
  ['sgd', () => tf.train.sgd(0.5)],
  ['momentum', () => tf.train.momentum(0.1, 0.9)],
  ['nesterov', () => tf.train.momentum(0.1, 0.9, true)],
  ['adagrad', () => tf.train.adagrad(0.1)],
  ['adadelta', () => tf.train.adadelta(0.5)],
  ['adam', () => tf.train.adam(0.02)],
  ['rmsprop', () => tf.train.rmsprop(0.01)],
];

/** What is not compiled, compiled with the optimizer, and compiled with another one. */
const states: [string, (model: tfl.LayersModel, optimizer: tf.Optimizer) => void][] = [
  ['not compiled', () => {}],
  ['compiled', (model, optimizer) => model.compile({ optimizer, loss: 'meanSquaredError' })],
  ['compiled with another', (model) => model.compile({ optimizer: 'adagrad', loss: 'meanSquaredError' })],
];

// Every stop of every optimizer takes a minute; by turns, one of each, all are seen in some seconds.
const isFull = process.env['BACKDROPJS_RESUMES'] === 'all';

class Stop extends Error {}
const stopIf = (condition: boolean): void => {
  if (condition) throw new Stop('stopped');
};

const { valueAndGrad } = pairwiseAucLoss();

/** What ends training in epoch 3, and how many epochs are done then; nothing ends it when asked not to. */
const stops: [string, (stopping: boolean) => Partial<Options>, number][] = [
  ['the last epoch', (stopping) => ({ epochs: stopping ? 3 : 6 }), 3],
  [
    'onEpochBegin',
    (stopping) => ({ callbacks: { onEpochBegin: (epoch) => stopIf(stopping && epoch === 3) } }),
    3,
  ],
  [
    'onEpochEnd',
    (stopping) => ({ callbacks: { onEpochEnd: (epoch) => stopIf(stopping && epoch === 3) } }),
    4,
  ],
  [
    'a loss',
    (stopping) => {
      let calls = 0;
      return {
        loss: {
          valueAndGrad(...args) {
            stopIf(stopping && ++calls === 4);
            return valueAndGrad(...args);
          },
        },
      };
    },
    3,
  ],
  [
    'an iterator, when chunks before have been back-propagated and the mask in the model has taken their steps',
    (stopping) => {
      let passes = 0;
      return {
        inputs: async function* () {
          passes++;
          for (let start = 0; start < n * 3; start += 21) {
            stopIf(stopping && passes === 8 && start > 60);
            yield values.slice(start, start + 21);
          }
        },
      };
    },
    3,
  ],
];

describe.each<BackendName>(['wasm', 'cpu'])('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  it.each(
    optimizers.flatMap(([name, optimizer]) =>
      states.map(([state, prepare]) => [name, state, optimizer, prepare] as const),
    ),
  )('%s, %s: saved, loaded and resumed, the bits are those of uninterrupted training', async (...args) => {
    const [, , makeOptimizer, prepare] = args;
    const uninterrupted = net();
    await fitNonDecomposable(uninterrupted, options({ optimizer: makeOptimizer() }));

    const first = net();
    const optimizer = makeOptimizer();
    prepare(first, optimizer);
    await fitNonDecomposable(first, options({ optimizer, epochs: 4 }));
    const model = await reloaded(first);
    expect(model.optimizer.getClassName()).toBe(optimizer.getClassName());
    expect(model.optimizer.iterations).toBe(4);
    await fitNonDecomposable(model, options({ initialEpoch: 4 }));
    expect(weightsOf(model)).toEqual(weightsOf(uninterrupted));
    expect(weightsOf(model)).not.toEqual(weightsOf(first));
  });

  const asked = optimizers.filter(([name]) => ['sgd', 'momentum', 'adam', 'rmsprop'].includes(name));
  it.each(
    asked.flatMap(([name, makeOptimizer], o) =>
      states.map(([state, prepare], s) => [name, state, makeOptimizer, prepare, o + s] as const),
    ),
  )('%s, %s: stopped by whatever, resumes at the same bits, in memory and saved', async (...args) => {
    const [, , makeOptimizer, prepare, turn] = args;
    const some = isFull ? stops : stops.filter((_, i) => (i + turn) % stops.length < 1);
    for (const [name, changed, done] of some) {
      const uninterrupted = net();
      await fitNonDecomposable(uninterrupted, options({ optimizer: makeOptimizer(), ...changed(false) }));
      const model = net();
      const optimizer = makeOptimizer();
      prepare(model, optimizer);
      const first = changed(true);
      const training = fitNonDecomposable(model, options({ optimizer, ...first }));
      if (first.epochs) await training;
      else await expect(training, name).rejects.toThrow(Stop);
      expect(model.optimizer.iterations, name).toBe(done);
      for (const resumed of [model, await reloaded(model)]) {
        const initialEpoch = resumed.optimizer.iterations;
        await fitNonDecomposable(resumed, options({ ...changed(false), initialEpoch }));
        expect(weightsOf(resumed), name).toEqual(weightsOf(uninterrupted));
      }
    }
  });

  it('takes optimizers by their names, and goes on with its own', async () => {
    const [whole, parts] = [net(), net()];
    await fitNonDecomposable(whole, options({ optimizer: 'adam' }));
    await fitNonDecomposable(parts, options({ optimizer: 'adam', epochs: 3 }));
    expect(parts.optimizer.getClassName()).toBe('Adam');
    await fitNonDecomposable(parts, options({ optimizer: 'adam', initialEpoch: 3 }));
    expect(weightsOf(parts)).toEqual(weightsOf(whole));
    await fitNonDecomposable(parts, options({ optimizer: 'sgd', epochs: 1 }));
    expect(parts.optimizer.getClassName()).toBe('SGD');
  });

  it('a model that only fitNonDecomposable has compiled has no loss for fit', async () => {
    const model = net();
    await fitNonDecomposable(model, options({ optimizer: 'sgd', epochs: 1 }));
    const fit = model.fit(tf.ones([4, 3]), tf.ones([4, 1]), { verbose: 0 });
    await expect(fit).rejects.toThrow(
      /^fit: model must be compiled with a loss of tensors, got .*model.compile/,
    );
  });
});
