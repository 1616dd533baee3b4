import { initBackend, requireKernels } from '@backdropjs/backend';
import { foldIn, key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { backdrop, sampleMask } from '../index';
import { type BackdropLayerConfig, backdropLayer, type RateSchedule, restoreAdam } from '../layers';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
});

const config: BackdropLayerConfig = { rate: 0.6, axes: [1, 2], seed: 5 };

function gaussian(name: string, shape: number[]): tf.Tensor {
  return tf.tensor(normal(foldIn(key(3), name), new Float32Array(shape.reduce((a, b) => a * b, 1))), shape);
}

/** A small convolutional classifier with a mask, the same at every call. */
function network(layer = backdropLayer({ ...config, name: 'mask' })): tfl.Sequential {
  const weights = (seed: number) => tfl.initializers.glorotNormal({ seed });
  const model = tfl.sequential({
    layers: [
      tfl.layers.conv2d({
        inputShape: [8, 8, 1],
        filters: 3,
        kernelSize: 3,
        strides: 2,
        activation: 'relu',
        kernelInitializer: weights(1),
      }),
      layer,
      tfl.layers.flatten(),
      tfl.layers.dense({ units: 2, activation: 'softmax', kernelInitializer: weights(2) }),
    ],
  });
  compile(model);
  return model;
}

function compile(model: tfl.LayersModel): void {
  model.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy' });
}

/** Trains on 10 images, by default in batches of 4, 4 and 2. */
async function fit(model: tfl.LayersModel, epochs: number, batchSize = 4): Promise<void> {
  const x = gaussian('images', [10, 8, 8, 1]);
  const y = tf.tidy(() => tf.oneHot(tf.tensor1d([0, 1, 0, 1, 0, 1, 0, 1, 0, 1], 'int32'), 2));
  await model.fit(x, y, { epochs, batchSize, shuffle: false, verbose: 0 });
  tf.dispose([x, y]);
}

const weightsOf = (model: tfl.LayersModel) => model.getWeights().map((weight) => [...weight.dataSync()]);
const stepOf = (model: tfl.LayersModel) => model.getLayer('mask').getWeights()[0]!.dataSync()[0];

async function save(model: tfl.LayersModel, config?: tf.io.SaveConfig): Promise<tf.io.ModelArtifacts> {
  let saved: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
    }),
    config,
  );
  return saved!;
}

describe('training', () => {
  it('is the identity at inference and takes no step there', () => {
    const layer = backdropLayer({ ...config, name: 'mask' });
    const model = network(layer);
    const bare = network(tfl.layers.activation({ activation: 'linear' }) as never);
    const x = gaussian('x', [3, 8, 8, 1]);
    const [a, b] = [model.predict(x) as tf.Tensor, bare.predict(x) as tf.Tensor];
    expect(a.dataSync()).toEqual(b.dataSync());
    expect(stepOf(model)).toBe(0);
    tf.dispose([a, b, x]);
  });

  it.each([
    [[6, 4], [1]],
    [[6, 4], [0]],
    [
      [6, 5, 4],
      [0, 1],
    ],
    [
      [6, 5, 4, 2],
      [1, 2],
    ],
    [
      [6, 3, 4, 5, 2],
      [-4, -3, -2],
    ],
  ])('masks input of shape [%s] along [%s] with the key of each step', (shape, axes) => {
    const layer = backdropLayer({ rate: 0.5, axes, seed: 9, scale: 'none' });
    tf.tidy(() => {
      const x = gaussian('x', shape);
      for (let step = 0; step < 3; step++) {
        const dx = tf.grad((t) => tf.sum(tf.square(layer.apply(t, { training: true }) as tf.Tensor)))(x);
        const options = { rate: 0.5, axes, key: foldIn(key(9), step), scale: 'none' as const };
        const expected = tf.grad((t) => tf.sum(tf.square(backdrop(t, options))))(x);
        expect(dx.dataSync()).toEqual(expected.dataSync());
      }
      expect(layer.getWeights()[0]!.dataSync()[0]).toBe(3);
    });
  });

  it('takes one step per batch of fit, the last and smaller one included', async () => {
    const model = network(backdropLayer({ ...config, axes: [0, 1, 2], name: 'mask' }));
    await fit(model, 2);
    expect(stepOf(model)).toBe(6);
  });

  it('works in a functional model, next to an unmasked branch', async () => {
    const input = tfl.input({ shape: [4] });
    const masked = backdropLayer({ rate: 0.5, axes: [0], seed: 1, name: 'mask' }).apply(
      tfl.layers.dense({ units: 3 }).apply(input),
    ) as tfl.SymbolicTensor;
    const plain = tfl.layers.dense({ units: 3 }).apply(input) as tfl.SymbolicTensor;
    const model = tfl.model({
      inputs: input,
      outputs: tfl.layers.add().apply([masked, plain]) as tfl.SymbolicTensor,
    });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const [x, y] = [gaussian('x', [6, 4]), gaussian('y', [6, 3])];
    await model.fit(x, y, { epochs: 2, batchSize: 3, shuffle: false, verbose: 0 });
    expect(stepOf(model)).toBe(4);
    tf.dispose([x, y]);
  });

  it.each([
    [[5], [0]],
    [[6, 5], [1]],
    [
      [6, 5, 2],
      [1, 2],
    ],
    [
      [4, 3, 4, 2],
      [0, 1, 2, 3],
    ],
  ])('fits samples of shape [%s] in a sequential and in a functional model', async (shape, axes) => {
    const dense = (seed: number) => {
      return tfl.layers.dense({ units: 2, kernelInitializer: tfl.initializers.glorotNormal({ seed }) });
    };
    const layers = () => [
      dense(1),
      backdropLayer({ rate: 0.5, axes, seed: 1, name: 'mask' }),
      ...(shape.length > 1 ? [tfl.layers.flatten()] : []),
      dense(2),
    ];
    const sequential = tfl.sequential({
      layers: [tfl.layers.inputLayer({ inputShape: shape }), ...layers()],
    });
    const input = tfl.input({ shape });
    const output = layers().reduce((x, layer) => layer.apply(x) as tfl.SymbolicTensor, input);
    const functional = tfl.model({ inputs: input, outputs: output });
    const [x, y] = [gaussian('x', [10, ...shape]), gaussian('y', [10, 2])];
    for (const model of [sequential, functional]) {
      model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
      // Batches of 4, 4 and 2.
      await model.fit(x, y, { epochs: 2, batchSize: 4, shuffle: false, verbose: 0 });
      expect(stepOf(model)).toBe(6);
    }
    expect(weightsOf(functional)).toEqual(weightsOf(sequential));
    tf.dispose([x, y]);
  });

  it('draws each mask at the rate that the schedule has at that step', () => {
    const rate: RateSchedule = { schedule: 'piecewise', boundaries: [1, 2], rates: [0, 0.9, 0.3] };
    const layer = backdropLayer({ rate, axes: [0], seed: 4, scale: 'none' });
    tf.tidy(() => {
      for (const [step, drawn] of rate.rates.entries()) {
        const apply = (t: tf.Tensor) => layer.apply(t, { training: true }) as tf.Tensor;
        const kept = tf.grad((t) => tf.sum(apply(t)))(tf.zeros([50, 1]));
        const { mask } = sampleMask([50, 1], { rate: drawn, axes: [0], key: foldIn(key(4), step) });
        expect(kept.dataSync()).toEqual(mask.dataSync());
      }
    });
  });

  it('trains to the same weights twice, and to others with another seed', async () => {
    const trained = async (seed: number) => {
      const model = network(backdropLayer({ ...config, seed, name: 'mask' }));
      await fit(model, 2);
      return weightsOf(model);
    };
    const first = await trained(5);
    expect(await trained(5)).toEqual(first);
    expect(await trained(6)).not.toEqual(first);
  });

  it('leaks no tensor', async () => {
    const model = network();
    await fit(model, 1);
    const before = tf.memory().numTensors;
    await fit(model, 1);
    expect(tf.memory().numTensors).toBe(before);
    const x = gaussian('x', [2, 3, 3, 1]);
    const y = model.getLayer('mask').apply(x, { training: true }) as tf.Tensor;
    expect(tf.memory().numTensors).toBe(before + 2);
    tf.dispose([x, y]);
    model.dispose();
  });
});

describe('serialization', () => {
  it('round-trips through JSON', async () => {
    const json = network(backdropLayer({ ...config, scale: 'expected', name: 'mask' })).toJSON(
      undefined,
      true,
    ) as string;
    const model = await tfl.models.modelFromJSON(JSON.parse(json));
    const layer = model.getLayer('mask');
    expect(layer.getClassName()).toBe('Backdrop');
    expect(layer.getConfig()).toMatchObject({
      name: 'mask',
      rate: 0.6,
      axes: [1, 2],
      seed: 5,
      scale: 'expected',
    });
  });

  it.each<RateSchedule>([
    { schedule: 'constant', rate: 0.5 },
    { schedule: 'linear', from: 0.9, to: 0.1, steps: 30 },
    { schedule: 'cosine', from: 0, to: 0.8, steps: 30 },
    { schedule: 'step', from: 0.8, factor: 0.5, every: 7 },
    { schedule: 'piecewise', boundaries: [10, 25], rates: [0.2, 0.8, 0.5] },
  ])('round-trips %o', async (rate) => {
    const json = network(backdropLayer({ ...config, rate, name: 'mask' })).toJSON(undefined, true) as string;
    const model = await tfl.models.modelFromJSON(JSON.parse(json));
    expect(model.getLayer('mask').getConfig()['rate']).toEqual(rate);
  });

  it.each([
    ['sgd', () => tf.train.sgd(0.1)],
    ['momentum', () => tf.train.momentum(0.05, 0.9)],
    ['adagrad', () => tf.train.adagrad(0.05)],
    ['adadelta', () => tf.train.adadelta(0.5)],
    ['rmsprop', () => tf.train.rmsprop(0.01)],
    ['centered rmsprop', () => tf.train.rmsprop(0.01, 0.9, 0.5, 1e-7, true)],
    ['adam', () => tf.train.adam(0.01)],
  ])(
    'saved, loaded and continued for 20 steps, %s ends at the bits of 40 uninterrupted steps',
    async (_, optimizer) => {
      const rate: RateSchedule = { schedule: 'cosine', from: 0.9, to: 0.1, steps: 35 };
      const start = () => {
        const model = network(backdropLayer({ ...config, rate, name: 'mask' }));
        model.compile({ optimizer: optimizer(), loss: 'categoricalCrossentropy' });
        return model;
      };
      const uninterrupted = start();
      await fit(uninterrupted, 20, 5);
      expect(stepOf(uninterrupted)).toBe(40);

      const first = start();
      await fit(first, 10, 5);
      const saved = await save(first, { includeOptimizer: true });
      const resumed = await tfl.loadLayersModel(tf.io.fromMemory(saved));
      expect(stepOf(resumed)).toBe(20);
      restoreAdam(resumed.optimizer);
      await fit(resumed, 10, 5);

      expect(weightsOf(resumed)).toEqual(weightsOf(uninterrupted));
      expect(weightsOf(resumed)).not.toEqual(weightsOf(first));
    },
  );

  it('needs restoreAdam for adam', async () => {
    const optimizer = tf.train.adam(0.01);
    const model = network();
    model.compile({ optimizer, loss: 'categoricalCrossentropy' });
    await fit(model, 10, 5);
    const restored = tf.train.adam(0.01);
    await restored.setWeights(await optimizer.getWeights());
    // The powers of beta1 and beta2, private to tfjs: its own fall behind in the last bits.
    const powers = (of: tf.Optimizer) => {
      const { accBeta1, accBeta2 } = of as unknown as Record<string, tf.Variable>;
      return [accBeta1!.dataSync()[0], accBeta2!.dataSync()[0]];
    };
    expect(powers(restored)).not.toEqual(powers(optimizer));
    const before = tf.memory().numTensors;
    restoreAdam(restored);
    expect(tf.memory().numTensors).toBe(before);
    expect(powers(restored)).toEqual(powers(optimizer));
    expect(() => restoreAdam(undefined as unknown as tf.Optimizer)).toThrow(
      'restoreAdam: optimizer must be one of tf.train, got undefined',
    );
  });

  it('resumes from getWeights and setWeights too', async () => {
    const first = network();
    await fit(first, 2);
    const copy = network();
    copy.setWeights(first.getWeights());
    await fit(first, 1);
    await fit(copy, 1);
    expect(weightsOf(copy)).toEqual(weightsOf(first));
  });

  it('does not train its step', () => {
    const model = network();
    expect(model.trainableWeights.length).toBe(4);
    expect(model.nonTrainableWeights.map((weight) => weight.dtype)).toEqual(['int32']);
  });
});

it('passes requireKernels', () => {
  const model = tfl.sequential({
    layers: [
      tfl.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [8, 8, 1] }),
      backdropLayer(config),
      tfl.layers.flatten(),
      tfl.layers.dense({ units: 1 }),
    ],
  });
  expect(() => requireKernels(model)).not.toThrow();
});

describe('errors', () => {
  it.each([
    [{ rate: 1 }, /^backdropLayer: rate must be in \[0, 1\), got 1/],
    [{ axes: [] }, /^backdropLayer: axes must be a non-empty array of different integers, got \[\]/],
    [{ axes: [1, 1] }, /^backdropLayer: axes must be a non-empty array of different integers, got \[1,1\]/],
    [{ scale: 'mean' }, /^backdropLayer: scale must be one of/],
    [{ seed: undefined }, /^backdropLayer: seed must be a safe integer, got undefined/],
    [{ seed: 'a' }, /got "a";/],
    [{ seed: 1.5 }, /got 1\.5/],
    [
      { scales: 'none' },
      /^backdropLayer: options must be among rate, mask, axes, seed, scale, name, .* got "scales"/,
    ],
  ])('%o is refused', (changed, message) => {
    expect(() => backdropLayer({ ...config, ...changed } as unknown as BackdropLayerConfig)).toThrow(message);
  });

  it('asks for a configuration', () => {
    expect(() => backdropLayer(undefined as unknown as BackdropLayerConfig)).toThrow(
      /^backdropLayer: options must be among .* got undefined/,
    );
  });

  it('refuses an axis outside of the input, and two inputs', () => {
    const dense = tfl.input({ shape: [4] });
    expect(() => backdropLayer(config).apply(dense)).toThrow(
      /^backdropLayer: axes must be an array of different integers in \[-2, 2\), got \[1,2\]/,
    );
    expect(() => backdropLayer(config).apply([dense, dense])).toThrow(
      'backdropLayer: layer must have one input, got 2',
    );
  });
});
