import { type BackendName, initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss } from '@backdropjs/losses';
import { key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { fitNonDecomposable, refreshStatistics } from '../../layers';

const n = 30;
const values = normal(key(1), new Float32Array(n * 3)).map((z, i) => 2 * z + (i % 3));
const labels = Array.from({ length: n }, (_, i) => (i % 4 === 0 ? 1 : 0));

const net = (nested = false) => {
  const dense = (units: number, seed: number) => {
    return tfl.layers.dense({ units, kernelInitializer: tfl.initializers.glorotNormal({ seed }) });
  };
  const inner = tfl.sequential({ layers: [tfl.layers.batchNormalization({ inputShape: [4] })] });
  return tfl.sequential({
    layers: [
      tfl.layers.inputLayer({ inputShape: [3] }),
      dense(4, 1),
      nested ? inner : tfl.layers.batchNormalization(),
      tfl.layers.reLU(),
      dense(1, 2),
    ],
  });
};
/** Moving mean and variance. */
const statistics = (model: tfl.LayersModel) => {
  const weights = model.weights.filter(({ name }) => name.includes('moving'));
  return weights.map((weight) => [...weight.read().dataSync()]);
};
const close = (got: number[], want: number[], tolerance: number) => {
  for (const [i, value] of got.entries()) expect(Math.abs(value - want[i]!)).toBeLessThan(tolerance);
};

describe.each<BackendName>(['wasm', 'cpu'])('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });
  const fit = (model: tfl.LayersModel, batchNormalization: 'frozen' | 'refreshed', changed = {}) =>
    fitNonDecomposable(model, {
      ...{ loss: pairwiseAucLoss(), optimizer: 'sgd', learningRate: 0.5, inputs: values, labels, rate: 0.5 },
      ...{ key: key(2), epochs: 5, chunkSize: 8, batchNormalization, ...changed },
    });

  it.each([false, true])('frozen statistics stay, and the rest learns (nested: %s)', async (nested) => {
    const model = net(nested);
    const before = statistics(model);
    const { history } = await fit(model, 'frozen');
    expect(statistics(model)).toEqual(before);
    expect(history['loss']!.at(-1)).toBeLessThan(history['loss']![0] as number);
  });

  it.each([false, true])(
    'refreshed statistics are those of all samples, and the rest learns (nested: %s)',
    async (nested) => {
      const model = net(nested);
      await refreshStatistics(model, { inputs: values, chunkSize: n });
      const [mean, variance] = tf.tidy(() => {
        const hidden = model.layers
          .find((layer) => layer.getClassName() === 'Dense')!
          .apply(tf.tensor2d(values, [n, 3])) as tf.Tensor;
        const moments = tf.moments(hidden, 0);
        return [[...moments.mean.dataSync()], [...moments.variance.dataSync()]];
      });
      const [gotMean, gotVariance] = statistics(model);
      close(gotMean!, mean!, 1e-4);
      // tf.layers takes the variance with n or with n - 1, by version.
      for (const [i, got] of gotVariance!.entries())
        expect(Math.abs(got / variance![i]! - 1)).toBeLessThan(0.05);

      const chunked = net(nested);
      await refreshStatistics(chunked, { inputs: values, chunkSize: 7 });
      close(statistics(chunked)[0]!, mean!, 1e-4);

      const before = statistics(model);
      const { history } = await fit(model, 'refreshed');
      expect(statistics(model)).not.toEqual(before);
      expect(history['loss']!.at(-1)).toBeLessThan(history['loss']![0] as number);
    },
  );

  it('what is refreshed is resumed at the same bits, and undone when the step fails', async () => {
    const [whole, parts] = [net(), net()];
    await fit(whole, 'refreshed');
    await fit(parts, 'refreshed', { epochs: 2 });
    const before = parts.getWeights().map((weight) => [...weight.dataSync()]);
    const loss = {
      valueAndGrad: () => {
        throw new Error('lost');
      },
    };
    await expect(fit(parts, 'refreshed', { initialEpoch: 2, loss })).rejects.toThrow('lost');
    expect(parts.getWeights().map((weight) => [...weight.dataSync()])).toEqual(before);
    await fit(parts, 'refreshed', { initialEpoch: 2 });
    const weights = (model: tfl.LayersModel) => model.getWeights().map((weight) => [...weight.dataSync()]);
    expect(weights(parts)).toEqual(weights(whole));
    // The layers are again as they were: statistics move in model.fit.
    parts.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const frozen = statistics(parts);
    await parts.fit(tf.tensor2d(values, [n, 3]), tf.ones([n, 1]), { epochs: 1, verbose: 0 });
    expect(statistics(parts)).not.toEqual(frozen);
  });
});

it('refreshStatistics refuses a model without batch normalization', async () => {
  const plain = tfl.sequential({ layers: [tfl.layers.dense({ name: 'only', inputShape: [3], units: 1 })] });
  await expect(refreshStatistics(plain, { inputs: values })).rejects.toThrow(
    'refreshStatistics: model must have a batch normalization, got ["only"]',
  );
});
