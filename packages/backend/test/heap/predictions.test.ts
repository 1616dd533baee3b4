// A prediction that is kept has the values of the net that made it, whatever is trained before it is read.
import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { initBackend } from '../../src/index';
import { random, randomValues, toTensor } from '../support';

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
});

const convolution = (seed: number, useBias = true) =>
  layers.conv2d({
    ...{ inputShape: [8, 8, 2], filters: 2, kernelSize: 3, padding: 'same' as const, useBias },
    kernelInitializer: initializers.glorotUniform({ seed }),
  });
const models: Record<string, () => Parameters<Sequential['add']>[0][]> = {
  convolution: () => [convolution(1, false)],
  'convolution with bias': () => [convolution(1)],
  'two convolutions': () => [convolution(1), convolution(2)],
  'convolution, flatten': () => [convolution(1), layers.flatten()],
  'convolution, reshape': () => [convolution(1), layers.reshape({ targetShape: [16, 8] })],
  'convolution, batch normalization': () => [convolution(1), layers.batchNormalization()],
};

const next = random(5);
const images = randomValues(next, 4, 8, 8, 2);
const weightsOf = (model: Sequential) => model.getWeights().map((weight) => tf.mul(weight, -2));

const trainings: Record<string, (model: Sequential, x: tf.Tensor, y: tf.Tensor) => Promise<unknown>> = {
  fit: (model, x, y) => model.fit(x, y, { epochs: 2, batchSize: 2, verbose: 0 }),
  trainOnBatch: (model, x, y) => model.trainOnBatch(x, y),
  setWeights: async (model) => tf.tidy(() => model.setWeights(weightsOf(model))),
};

describe.each(Object.entries(models))('%s', (_, layersOf) => {
  test.each(Object.entries(trainings))('kept over %s', async (_, train) => {
    const model = sequential();
    for (const layer of layersOf()) model.add(layer);
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const x = toTensor(images);
    const predict = () => model.predict(x) as tf.Tensor;
    const want = tf.tidy(() => predict().dataSync());
    const shape = predict().shape;
    const y = toTensor(randomValues(next, ...shape));
    await train(model, x, y);
    const trained = tf.tidy(() => predict().dataSync());
    for (let round = 0; round < 2; round++) {
      // Twice, since what a late reading let go of would be missed by the training that follows.
      const kept = predict();
      const now = tf.tidy(() => predict().dataSync());
      await train(model, x, y);
      expect(kept.dataSync()).toEqual(now);
    }
    expect(want).not.toEqual(trained);
    model.dispose();
  });
});

test('an image that is a variable', async () => {
  const model = sequential({ layers: [convolution(3)] });
  const image = tf.variable(toTensor(images));
  const kept = model.predict(image) as tf.Tensor;
  const want = tf.tidy(() => (model.predict(toTensor(images)) as tf.Tensor).dataSync());
  image.assign(tf.zerosLike(image));
  expect(kept.dataSync()).toEqual(want);
  expect(image.dataSync().every((value) => value === 0)).toBe(true);
});
