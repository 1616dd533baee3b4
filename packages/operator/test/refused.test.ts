// What is refused where the other tests' models, labels and losses are right: models of several inputs or outputs, labels that do not
// fit, losses that return no tensor.
import { initBackend } from '@backdropjs/backend';
import { coxPartialLikelihoodLoss, pairwiseAucLoss } from '@backdropjs/losses';
import { key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { fitNonDecomposable, gradientFootprint, gradientNoise } from '../src/layers';
import { nonDecomposableGradients } from '../src/non-decomposable';

await initBackend({ backends: ['cpu'] });

const net = () =>
  tfl.sequential({
    layers: [
      tfl.layers.dense({
        inputShape: [2],
        units: 1,
        kernelInitializer: tfl.initializers.glorotNormal({ seed: 1 }),
      }),
    ],
  });

describe('models', () => {
  const input = () => tfl.input({ shape: [2] });
  const dense = (x: tfl.SymbolicTensor) => tfl.layers.dense({ units: 1 }).apply(x) as tfl.SymbolicTensor;

  it('of two inputs have no one footprint', () => {
    const [a, b] = [input(), input()];
    const outputs = tfl.layers.add().apply([dense(a), dense(b)]) as tfl.SymbolicTensor;
    const model = tfl.model({ inputs: [a, b], outputs });
    expect(() => gradientFootprint(model, tf.zeros([1, 2]), [])).toThrow(
      'gradientFootprint: model must have one input, got 2',
    );
  });

  it('of two outputs have no one noise', async () => {
    const x = input();
    const model = tfl.model({ inputs: x, outputs: [dense(x), dense(x)] });
    const loss = (_: tf.Tensor, y: tf.Tensor) => tf.sum(y) as tf.Scalar;
    const options = { inputs: tf.zeros([1, 2]), labels: tf.zeros([1]), loss, placements: [] };
    await expect(gradientNoise(model, options)).rejects.toThrow(
      'gradientNoise: model must have one output, got 2',
    );
  });

  it('take numbers', () => {
    expect(() => gradientFootprint(net(), tf.zeros([1, 2], 'bool'), [])).toThrow(
      'gradientFootprint: inputs must be float32 or int32, got "bool"',
    );
  });
});

describe('validation', () => {
  const count = 12;
  const values = normal(key(1), new Float32Array(2 * count));
  const labels = Float32Array.from({ length: count }, (_, i) => i % 2);
  const common = { optimizer: tf.train.sgd(0.1), rate: 0.5, key: key(2), epochs: 1, validationSplit: 0.5 };

  it('cannot be split off what is read in chunks', async () => {
    async function* chunks() {
      yield values;
    }
    const loss = pairwiseAucLoss();
    await expect(fitNonDecomposable(net(), { ...common, loss, inputs: chunks, labels })).rejects.toThrow(
      /^fitNonDecomposable: inputs must be an array of a known shape for validationSplit, got .*; pass validationData$/,
    );
  });

  it('takes its share of labels of several parts', async () => {
    const time = Float32Array.from({ length: count }, (_, i) => 1 + i);
    const event = new Float32Array(count).fill(1);
    const { history } = await fitNonDecomposable(net(), {
      ...common,
      loss: coxPartialLikelihoodLoss(),
      inputs: values,
      labels: { time, event },
    });
    expect(history['val_loss']).toEqual([expect.any(Number)]);
    expect(history['val_loss']![0]).toBeGreaterThan(0);
  });
});

describe('labels and losses of tensors', () => {
  const filter = tf.variable(tf.ones([2, 1]));
  const common = {
    inputs: normal(key(1), new Float32Array(8)),
    inputShape: [2],
    labels: [0, 1, 0, 1] as unknown as Float32Array,
    forward: (x: tf.Tensor) => tf.matMul(x as tf.Tensor2D, filter as unknown as tf.Tensor2D) as tf.Tensor,
    loss: ((_: tf.Tensor, y: tf.Tensor) => tf.sum(y)) as never,
    rate: 0.5,
    key: key(3),
    variables: [filter],
  };
  it.each([
    [
      { labels: [0, 1, 0] },
      /labels of a loss of tensors must be a tensor, or one number for each of 4 scores, got 3$/,
    ],
    [{ loss: () => 5 }, /loss must return a scalar, got 5; take its mean or sum$/],
    [
      {
        forward: (x: tf.Tensor) => {
          const y = common.forward(x);
          y.dispose();
          return y;
        },
      },
      /forward must return one row of float32 scores.* got a disposed tensor$/,
    ],
    [
      { inputs: new Array(2 ** 15).fill(new Array(2 ** 14).fill(0)), inputShape: undefined },
      /inputs, nested arrays, must hold at most 2\^28 numbers, got 536870912$/,
    ],
  ])('%#', async (changed, message) => {
    await expect(nonDecomposableGradients({ ...common, ...changed } as never)).rejects.toThrow(message);
  });
});
