import { initBackend, requireKernels } from '@backdropjs/backend';
import { foldIn, key } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { config, fit, gaussian, network, stepOf, weightsOf } from '../../test/masked-classifier';
import { backdrop, sampleMask } from '../index';
import { type BackdropLayerConfig, backdropLayer, type RateSchedule } from '../layers';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
});

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
    [{ axes: [] }, /^backdropLayer: axes must be an array of different integers, got \[\]/],
    [{ axes: [1, 1] }, /^backdropLayer: axes must be an array of different integers, got \[1,1\]/],
    [{ scale: 'mean' }, /^backdropLayer: scale must be one of/],
    [{ seed: undefined }, /^backdropLayer: seed must be a safe integer, got undefined/],
    [{ seed: 'a' }, /got "a";/],
    [{ seed: 1.5 }, /got 1\.5/],
    [
      { scales: 'none' },
      /^backdropLayer: options must be one of rate, mask, axes, seed, scale, name, .* got "scales"/,
    ],
  ])('%o is refused', (changed, message) => {
    expect(() => backdropLayer({ ...config, ...changed } as unknown as BackdropLayerConfig)).toThrow(message);
  });

  it('asks for a configuration', () => {
    expect(() => backdropLayer(undefined as unknown as BackdropLayerConfig)).toThrow(
      /^backdropLayer: options must be an object, got undefined/,
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
