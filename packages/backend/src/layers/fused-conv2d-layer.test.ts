import * as tf from '@tensorflow/tfjs-core';
import { initializers, type LayersModel, layers, loadLayersModel, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectClose, random, randomValues, toTensor } from '../../test/support';
import { initBackend, requireKernels } from '../index';
import { fusedConv2dLayer } from './fused-conv2d-layer';

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
});

describe('fusedConv2dLayer', () => {
  it('trains like tf.layers.conv2d from the same weights', async () => {
    const next = random(1);
    const x = toTensor(randomValues(next, 8, 12, 12, 2));
    const y = toTensor(randomValues(next, 8, 3));
    const results = [];
    let weights: Float32Array[] | undefined;
    for (const make of [layers.conv2d, fusedConv2dLayer] as ((
      config: object,
    ) => ReturnType<typeof layers.conv2d>)[]) {
      const model = sequential({
        layers: [
          make({ filters: 4, kernelSize: 3, padding: 'same', activation: 'relu', inputShape: [12, 12, 2] }),
          make({ filters: 5, kernelSize: [2, 3], strides: [2, 1] }),
          layers.globalAveragePooling2d({}),
          layers.dense({ units: 3 }),
        ],
      });
      weights ??= model.getWeights().map((weight) => weight.dataSync() as Float32Array);
      const shapes = model.getWeights().map((weight) => weight.shape);
      model.setWeights(weights.map((values, i) => tf.tensor(values, shapes[i]!)));
      model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
      const { history } = await model.fit(x, y, { epochs: 5, shuffle: false, verbose: 0 });
      results.push(history['loss'] as number[]);
      expect(model.layers[1]!.outputShape).toEqual([null, 6, 10, 5]);
    }
    expectClose(results[1]!, results[0]!, 1e-6, 'losses');
  });

  it('takes initializers with a seed, and saves them', () => {
    const make = () =>
      fusedConv2dLayer({ filters: 2, kernelSize: 3, kernelInitializer: initializers.heNormal({ seed: 3 }) });
    const weightsOf = (layer: ReturnType<typeof make>) => {
      layer.build([null, 4, 4, 1]);
      return [...layer.getWeights()[0]!.dataSync()];
    };
    const weights = weightsOf(make());
    expect(weightsOf(make())).toEqual(weights);
    const config = JSON.parse(JSON.stringify(make().getConfig()));
    expect(weightsOf(fusedConv2dLayer({ ...config, name: 'loaded' }))).toEqual(weights);
    const theirs = layers.conv2d({
      filters: 2,
      kernelSize: 3,
      kernelInitializer: initializers.heNormal({ seed: 3 }),
    });
    expect(weightsOf(theirs as never)).toEqual(weights);
  });

  it('is saved and loaded with its model, any number of times', async () => {
    const kernelInitializer = initializers.heNormal({ seed: 3 });
    const options = { filters: 2, kernelSize: 2, activation: 'relu', kernelInitializer } as const;
    const model = sequential({ layers: [fusedConv2dLayer({ ...options, inputShape: [4, 4, 1] })] });
    const save = async (from: LayersModel) => {
      let saved: tf.io.ModelArtifacts | undefined;
      const handler = tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' as const } };
      });
      await from.save(handler);
      return saved!;
    };
    const saved = await save(model);
    const loaded: LayersModel = await loadLayersModel(tf.io.fromMemory(saved));
    const x = toTensor(randomValues(random(2), 1, 4, 4, 1));
    const [want, got] = [model, loaded].map((m) => (m.predict(x) as tf.Tensor).dataSync());
    expect(got).toEqual(want);
    expect(loaded.layers[0]!.getConfig()).toEqual(model.layers[0]!.getConfig());
    expect(await save(loaded)).toEqual(saved);
    expect(() => requireKernels(loaded)).not.toThrow();
  });

  it('says what does not fit', () => {
    expect(() => fusedConv2dLayer({ filters: 0, kernelSize: 2 })).toThrow(
      'filters must be a positive integer, got 0',
    );
    expect(() => fusedConv2dLayer(undefined as never)).toThrow('options must be an object');
    expect(() => fusedConv2dLayer({ filters: 1 } as never)).toThrow('kernelSize must be a positive integer');
    const config = { filters: 1, kernelSize: 2 };
    expect(() => fusedConv2dLayer({ ...config, kernelRegularizer: 'l2' } as never)).toThrow(
      'biasInitializer, inputShape, batchInputShape, batchSize, dtype, inputDType, name, trainable, weights, got "kernelRegularizer"',
    );
    expect(() => fusedConv2dLayer({ ...config, activation: 'elu' as 'relu' })).toThrow(
      'activation must be linear or relu, got "elu"',
    );
    const input = tf.zeros([1, 4]);
    expect(() => fusedConv2dLayer({ filters: 1, kernelSize: 2 }).apply(input)).toThrow(
      'the input must be [batch, height',
    );
    for (const name of ['kernelInitializer', 'biasInitializer']) {
      expect(() => fusedConv2dLayer({ ...config, [name]: 'x' })).toThrow('s name, got "x"');
      expect(() => fusedConv2dLayer({ ...config, [name]: null })).toThrow(
        "of tf.initializers, or one's name, got null",
      );
    }
  });
});
