import { initBackend } from '@backdropjs/backend';
import { key } from '@backdropjs/random';
import { dispose, tensor, tidy } from '@tensorflow/tfjs-core';
import { layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { findExperiment } from '../../experiments';
import { mergeConfig } from '../../experiments/experiment';
import { initialize } from '../training/initialize';
import type { TwoScaleConfig } from '../two-scale/config';
import { buildNetwork, withMasks } from './network';

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
});

const twoScale = findExperiment('two-scale');
const config = (changes: Partial<TwoScaleConfig> = {}) =>
  mergeConfig(twoScale, changes as never) as unknown as TwoScaleConfig;
const weightsOf = (model: Sequential, layer: string) =>
  model
    .getLayer(layer)
    .getWeights()
    .map((weight) => [...weight.dataSync()]);

describe('buildNetwork', () => {
  it('starts all arms of a seed from the same weights', () => {
    const arms = [
      config(),
      config({ fineRate: 0.8, coarseRate: 0.8 }),
      config({ fineRate: 0.3, maskPerImage: true }),
      config({ dropoutRate: 0.2, learningRate: 0.4 }),
      config({ crop: 32 }),
    ].map((arm) => buildNetwork(arm, 4, 100));
    for (const layer of ['conv0', 'conv1', 'conv2', 'conv3', 'logits']) {
      const [first, ...others] = arms.map((model) => weightsOf(model, layer));
      for (const other of others) expect(other).toEqual(first);
    }
    const otherSeed = buildNetwork(config(), 4, 101);
    expect(weightsOf(otherSeed, 'conv0')).not.toEqual(weightsOf(arms[0]!, 'conv0'));
    dispose([...arms, otherSeed].flatMap((model) => model.weights.map((weight) => weight.read())));
  });

  it.each([
    [
      'strided',
      64,
      [2, 4],
      [16, 16],
      [4, 4],
      25 * 12 + 4 * 12 * 16 + 4 * 16 * 24 + 4 * 24 * 32 + 3 * 84 + 132,
    ],
    ['pooled', 256, [1, 4], [64, 64], [8, 8], 25 * 8 + 9 * 8 * 12 + 9 * 12 * 16 + 9 * 16 * 24 + 3 * 60 + 100],
    [
      'pooled',
      256,
      [2, 3],
      [32, 32],
      [16, 16],
      25 * 8 + 9 * 8 * 12 + 9 * 12 * 16 + 9 * 16 * 24 + 3 * 60 + 100,
    ],
    [
      'deep',
      256,
      [2, 5],
      [32, 32],
      [4, 4],
      25 * 8 + 9 * (8 * 12 + 12 * 16 + 16 * 24 + 24 * 32 + 32 * 48) + 3 * 140 + 196,
    ],
  ] as const)(
    '%s, %i pixels, masks after %j: maps of the masks and number of weights',
    (network, size, maskAfter, fine, coarse, count) => {
      const settings = config({ network, size, maskAfter, fineRate: 0.5, coarseRate: 0.5 });
      const model = buildNetwork(settings, 4, 1);
      const trainable = model.trainableWeights.reduce((total, weight) => total + weight.read().size, 0);
      expect(trainable).toBe(count);
      const masked = withMasks(model, settings, 1);
      tidy(() => {
        let map = tensor(new Float32Array(size * size), [1, size, size, 1]);
        const shapes: number[][] = [];
        for (const layer of masked.layers.slice(1)) {
          map = layer.apply(map) as typeof map;
          if (layer.getClassName() === 'Backdrop') shapes.push(map.shape.slice(1, 3));
        }
        expect(shapes).toEqual([fine, coarse]);
        expect(map.shape).toEqual([1, 4]);
      });
      dispose(masked.weights.map((weight) => weight.read()));
    },
  );

  it('draws kernels N(0, 2 / fan_in) without bias, and U(-1/sqrt(fan_in), 1/sqrt(fan_in)) for the last layer', () => {
    const model = sequential({
      layers: [
        layers.conv2d({ filters: 64, kernelSize: 5, inputShape: [8, 8, 4], name: 'conv' }),
        layers.flatten(),
        layers.dense({ units: 20, name: 'dense' }),
      ],
    });
    initialize(model, key(1), { convolution: 'he-normal', dense: 'uniform' });
    const [kernel, bias] = weightsOf(model, 'conv');
    // The variance of 6400 normal numbers has a relative standard error of sqrt(2 / 6400) = 0.018.
    const variance = kernel!.reduce((total, value) => total + value * value, 0) / kernel!.length;
    expect(Math.abs(variance / (2 / 100) - 1)).toBeLessThan(5 * 0.018);
    expect(new Set(bias)).toEqual(new Set([0]));
    const bound = 1 / Math.sqrt(1024);
    const dense = weightsOf(model, 'dense').flat();
    expect(Math.max(...dense.map(Math.abs))).toBeLessThanOrEqual(bound);
    expect(Math.max(...dense)).toBeGreaterThan(0.98 * bound);
    expect(Math.min(...dense)).toBeLessThan(-0.98 * bound);
    model.dispose();
  });
});
