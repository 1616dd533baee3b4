import { initBackend } from '@backdropjs/backend';
import { key } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, expect, it } from 'vitest';
import { backdrop } from '../index';
import { backdropLayer, gradientNoise, insertBackdrop, registerMask } from '../layers';
import { atStep, blocks, fixedCount, slow } from '../masks';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
  registerMask('blocks', blocks);
  registerMask('slow', ({ rate, steps }) => slow({ steps, mask: fixedCount({ rate }) }));
});

const weightsOf = (layer: tfl.layers.Layer, shape: number[]) =>
  tf.tidy(() => {
    const apply = (x: tf.Tensor) => layer.apply(x, { training: true }) as tf.Tensor;
    return [
      ...tf
        .grad((x) => tf.sum(apply(x)))(tf.zeros(shape))
        .dataSync(),
    ];
  });

it('draws a registered mask at each step, by the names of axes', () => {
  const layer = backdropLayer({
    axes: ['height', 'width'],
    seed: 3,
    mask: { name: 'blocks', rate: 0.75, size: 2 },
  });
  for (let step = 0; step < 3; step++) {
    const options = { axes: [1, 2], key: key(3), mask: atStep(blocks({ rate: 0.75, size: 2 }), step) };
    const expected = tf.tidy(() => [
      ...tf
        .grad((x) => tf.sum(backdrop(x, options)))(tf.zeros([2, 4, 4, 1]))
        .dataSync(),
    ]);
    expect([layer.currentStep, layer.currentRate]).toEqual([step, undefined]);
    expect(weightsOf(layer, [2, 4, 4, 1])).toEqual(expected);
  }
});

it('is saved with the model and goes on where it stopped: a slow mask stays for its steps', async () => {
  const mask = { name: 'slow', rate: 0.5, steps: 4 };
  const model = tfl.sequential({
    layers: [backdropLayer({ name: 'mask', inputShape: [8], axes: [1], seed: 1, mask } as never)],
  });
  const first = Array.from({ length: 3 }, () => weightsOf(model.getLayer('mask'), [1, 8]));
  let saved: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
    }),
  );
  const loaded = await tfl.loadLayersModel(tf.io.fromMemory(saved!));
  const layer = loaded.getLayer('mask');
  expect(layer.getConfig()['mask']).toEqual(mask);
  const after = Array.from({ length: 2 }, () => weightsOf(layer, [1, 8]));
  expect(first[1]).toEqual(first[0]);
  expect(after[0]).toEqual(first[0]);
  expect(after[1]).not.toEqual(first[0]);
});

it('shows the rate of a schedule at the next step', () => {
  const rate = { schedule: 'linear', from: 0.8, to: 0, steps: 4 } as const;
  const layer = backdropLayer({ rate, axes: ['channels'], seed: 1 });
  expect([layer.currentStep, layer.currentRate]).toEqual([0, 0.8]);
  weightsOf(layer, [2, 8]);
  expect(layer.currentStep).toBe(1);
  expect(layer.currentRate).toBeCloseTo(0.6, 12);
});

it('may be placed, and looked at', async () => {
  const model = tfl.sequential({
    layers: [tfl.layers.dense({ name: 'a', inputShape: [4], units: 6 }), tfl.layers.dense({ units: 1 })],
  });
  const placements = [
    { after: 'a', axes: ['channels' as const], mask: { name: 'slow', rate: 0.5, steps: 1 } },
  ];
  const inputs = tf.ones([2, 4]);
  const { noise } = await gradientNoise(model, {
    inputs,
    labels: tf.ones([2, 1]),
    loss: tf.losses.meanSquaredError,
    placements,
    draws: 5,
  });
  expect(Object.values(noise)[0]).toBeGreaterThan(0);
  const masked = insertBackdrop(model, placements);
  expect(masked.getLayer('a_backdrop').getConfig()).toMatchObject({
    axes: ['channels'],
    mask: { name: 'slow' },
  });
});

it.each<[Record<string, unknown>, RegExp]>([
  [
    { mask: { name: 'lost' } },
    /^backdropLayer: mask must be \{ name, \.\.\. \} with the name of a registered mask, got "lost"; call registerMask/,
  ],
  [{ mask: { name: 'blocks', rate: 2, size: 2 } }, /^blocks: rate must be in \[0, 1\), got 2$/],
  [
    { mask: { name: 'blocks', rate: 0.5, size: 2 }, rate: 0.5 },
    /^backdropLayer: mask must come without rate and scale, got "rate"$/,
  ],
  [
    { mask: { name: 'slow', steps: 1, rate: 0.5, f: () => 1 } },
    /^backdropLayer: mask must be a plain object that JSON holds/,
  ],
  [
    { axes: ['depth'], rate: 0.5 },
    /^backdropLayer: axes that are no integers must be one of batch, time, height, width, channels, got "depth"$/,
  ],
])('%o is refused', (changed, message) => {
  expect(() => backdropLayer({ axes: [1], seed: 1, ...changed } as never)).toThrow(message);
});

it.each([
  [() => registerMask('', blocks), 'registerMask: name must be a text, got ""'],
  [() => registerMask('x', 3 as never), 'registerMask: factory must be a function, got 3'],
])('registerMask refuses what is none', (call, message) => {
  expect(call).toThrow(message);
});

it('keeps a copy of its configuration, and gives copies', () => {
  const rate = { schedule: 'piecewise' as const, boundaries: [2], rates: [0.25, 0.5] };
  const axes = [1];
  const layer = backdropLayer({ rate, axes, seed: 1 });
  const slow = { name: 'slow', rate: 0.5, steps: 3 };
  const masked = backdropLayer({ mask: slow, axes, seed: 1 });
  const expected = { rate: structuredClone(rate), axes: [1], seed: 1, scale: 'realized' };
  rate.rates.fill(0.75);
  axes.push(2);
  slow.steps = 4;
  expect(layer.currentRate).toBe(0.25);
  const config = layer.getConfig() as typeof expected;
  expect(config).toMatchObject(expected);
  expect(masked.getConfig()).toMatchObject({ mask: { name: 'slow', rate: 0.5, steps: 3 }, axes: [1] });
  config.rate.rates.fill(0.75);
  config.axes.push(2);
  expect(layer.currentRate).toBe(0.25);
  expect(layer.getConfig()).toMatchObject(expected);
});
