// Training through tf.layers on the cpu engine: what users do with toTfjs.
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { type Loss, pairwiseAucLoss, rocAuc } from '@backdropjs/losses';
import { toTfjs, variableGradsAsync } from '@backdropjs/losses/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { normals, uniforms } from './random';

const features = 4;

/** Points on and off a ring in the plane, with two features of noise; 10 % positives. */
function ring(count: number, seed: number) {
  const next = uniforms(seed);
  const noise = normals(count * features, seed + 1);
  const labels = Float32Array.from({ length: count }, () => (next() < 0.1 ? 1 : 0));
  const inputs = Float32Array.from(noise, (z, k) => {
    const i = Math.floor(k / features);
    const radius = 2 * labels[i]!;
    const angle = (i * 2.399) % (2 * Math.PI);
    const shift =
      k % features === 0 ? radius * Math.cos(angle) : k % features === 1 ? radius * Math.sin(angle) : 0;
    return 0.6 * z + shift;
  });
  return { inputs, labels, x: tf.tensor2d(inputs, [count, features]), y: tf.tensor2d(labels, [count, 1]) };
}

function network() {
  const seeded = (seed: number) => layers.initializers.glorotUniform({ seed });
  return layers.sequential({
    layers: [
      layers.layers.dense({
        inputShape: [features],
        units: 16,
        activation: 'tanh',
        kernelInitializer: seeded(1),
      }),
      layers.layers.dense({ units: 1, kernelInitializer: seeded(2) }),
    ],
  });
}

const aucOf = (model: layers.LayersModel, { x, labels }: ReturnType<typeof ring>) =>
  tf.tidy(() => rocAuc((model.predict(x) as tf.Tensor).dataSync(), labels));

it.each<[string, Loss]>([
  ['sigmoid', pairwiseAucLoss()],
  ['squaredHinge', pairwiseAucLoss({ surrogate: 'squaredHinge' })],
])('model.fit with toTfjs(pairwiseAucLoss %s) ranks held-out data', async (_, loss) => {
  const [train, test] = [ring(300, 1), ring(600, 2)];
  const model = network();
  model.compile({ optimizer: tf.train.adam(0.05), loss: toTfjs(loss) });
  await model.fit(train.x, train.y, { epochs: 2, batchSize: 300, verbose: 0 });
  const before = tf.memory().numTensors;
  const { history } = await model.fit(train.x, train.y, { epochs: 60, batchSize: 300, verbose: 0 });
  expect(tf.memory().numTensors).toBe(before);
  expect(history['loss']!.at(-1)).toBeLessThan(history['loss']![0] as number);
  expect(aucOf(model, test)).toBeGreaterThan(0.95);
  tf.dispose([train.x, train.y, test.x, test.y]);
  model.dispose();
});

it('variableGradsAsync gives the gradients that the tape gives', async () => {
  const data = ring(80, 5);
  const model = network();
  const loss = pairwiseAucLoss();
  const forward = () => model.apply(data.x) as tf.Tensor;
  forward().dispose();
  const taped = tf.variableGrads(() => toTfjs(loss)(data.y, forward()));
  const before = tf.memory().numTensors;
  const { value, grads } = await variableGradsAsync(loss, data.y, forward);
  expect(tf.memory().numTensors).toBe(before + Object.keys(grads).length);
  expect(value).toBeCloseTo(taped.value.dataSync()[0]!, 6);
  expect(Object.keys(grads).sort()).toEqual(Object.keys(taped.grads).sort());
  for (const [name, grad] of Object.entries(grads)) {
    const want = taped.grads[name]!.dataSync();
    for (const [k, g] of grad.dataSync().entries()) expect(g).toBeCloseTo(want[k]!, 5);
  }
});
