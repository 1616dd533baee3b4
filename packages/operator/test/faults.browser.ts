// Faults that engines may have each in their own way: what is left after an exception, and training that goes on at the same bits.
import { initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss } from '@backdropjs/losses';
import { key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import {
  backdropLayer,
  type FitNonDecomposableOptions,
  fitNonDecomposable,
  gradientNoise,
} from '../src/layers';
import { gaussianGradient, isotropicGradient, reflectedGradient } from '../src/noise';
import { targets } from './fuzz/losses-targets';
import { itThrowsAtEveryCall } from './fuzz/planted';

describe('on webgl', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    await initBackend({ backends: ['webgl'] });
  });

  const { refreshStatistics, ...others } = targets;
  const [gradients] = Object.entries(others);
  itThrowsAtEveryCall({ refreshStatistics: refreshStatistics!, [gradients![0]]: gradients![1] });

  // Software WebGL compiles for half a minute.
  if (inject('engines') === 'all')
    it('training is stopped by a callback, saved, loaded and resumed at the bits of training without a stop', async () => {
      const labels = Array.from({ length: 20 }, (_, i) => (i % 4 === 0 ? 1 : 0));
      const net = () =>
        tfl.sequential({
          layers: [
            tfl.layers.dense({ inputShape: [3], units: 4, kernelInitializer: 'ones', activation: 'tanh' }),
            backdropLayer({ rate: 0.3, axes: [1], seed: 1 }),
            tfl.layers.dense({ units: 1, kernelInitializer: 'ones' }),
          ],
        });
      const options = (
        changed: Partial<FitNonDecomposableOptions<ArrayLike<number>>>,
      ): FitNonDecomposableOptions<ArrayLike<number>> => ({
        ...{ loss: pairwiseAucLoss(), inputs: normal(key(1), new Float32Array(60)), labels },
        ...{ rate: 0.5, key: key(2), epochs: 4, chunkSize: 8, optimizer: 'adam' },
        ...changed,
      });
      const weightsOf = (model: tfl.LayersModel) =>
        model.getWeights().map((weight) => [...weight.dataSync()]);
      const [whole, stopped] = [net(), net()];
      await fitNonDecomposable(whole, options({}));
      const callbacks = {
        onEpochEnd(epoch: number) {
          if (epoch === 1) throw new Error('stopped');
        },
      };
      await expect(fitNonDecomposable(stopped, options({ callbacks }))).rejects.toThrow('stopped');
      let saved: tf.io.ModelArtifacts | undefined;
      const handler = tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
      });
      await stopped.save(handler, { includeOptimizer: true });
      const loaded = await tfl.loadLayersModel(tf.io.fromMemory(saved!));
      for (const model of [stopped, loaded]) {
        expect(model.optimizer.iterations).toBe(2);
        await fitNonDecomposable(model, options({ initialEpoch: 2 }));
        expect(weightsOf(model)).toEqual(weightsOf(whole));
      }
    });

  it('noise of every kind has the full gradient as its middle, and leaves no tensor', () => {
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const full = { a: tf.tensor1d([1, -2, 3, 0]), b: tf.tensor2d([[4]]) };
      const masked = { a: tf.tensor1d([2, -4, 0, 0]), b: tf.tensor2d([[8]]) };
      const reflected = reflectedGradient(full, masked);
      expect([...reflected['a']!.dataSync(), ...reflected['b']!.dataSync()]).toEqual([0, 0, 6, 0, 0]);
      for (const noisy of [
        gaussianGradient(full, [masked, reflected], key(1)),
        isotropicGradient(full, [masked, reflected], key(1)),
      ]) {
        expect(noisy['a']!.shape).toEqual([4]);
        expect([...noisy['a']!.dataSync()].every(Number.isFinite)).toBe(true);
        expect([...noisy['a']!.dataSync()]).not.toEqual([1, -2, 3, 0]);
      }
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gradientNoise leaves no tensor, whether a loss throws or not', async () => {
    const model = tfl.sequential({
      layers: [
        tfl.layers.conv1d({ name: 'first', inputShape: [8, 1], filters: 2, kernelSize: 2, strides: 2 }),
        tfl.layers.flatten(),
        tfl.layers.dense({ units: 1 }),
      ],
    });
    const [inputs, labels] = [tf.ones([2, 8, 1]), tf.ones([2, 1])];
    const before = tf.memory().numTensors;
    const measure = (loss: (y: tf.Tensor, p: tf.Tensor) => tf.Tensor) =>
      gradientNoise(model, {
        ...{ inputs, labels, loss, draws: 3 },
        placements: [{ after: 'first', rate: 0.5, axes: [1] }],
      });
    const { noise } = await measure((y, p) => tf.losses.meanSquaredError(y, p));
    expect(Object.keys(noise)).toHaveLength(4);
    let calls = 0;
    const failing = measure((y, p) => {
      if (++calls === 3) throw new Error('lost');
      return tf.losses.meanSquaredError(y, p);
    });
    await expect(failing).rejects.toThrow('lost');
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([inputs, labels]);
    model.dispose();
  });
});
