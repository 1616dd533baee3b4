import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectClose, integer, random, randomValues, toTensor } from '../../test/support';
import { fusedConv2d, initBackend } from '../index';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
});

describe.each(['wasm', 'cpu'] as const)('fusedConv2d on %s', (backend) => {
  it('has the value and the gradients of convolution, bias and relu one by one', async () => {
    await tf.setBackend(backend);
    const next = random(1);
    for (let i = 0; i < 60; i++) {
      const [channels, filters, size] = [integer(next, 1, 5), integer(next, 1, 9), integer(next, 1, 4)];
      const x = randomValues(
        next,
        integer(next, 1, 2),
        size + integer(next, 0, 6),
        size + integer(next, 0, 6),
        channels,
      );
      const filter = randomValues(next, size, size, channels, filters);
      const bias = randomValues(next, filters);
      const strides = integer(next, 1, 3);
      const pad = i % 2 ? 'same' : 'valid';
      const activation = i % 3 ? 'relu' : 'linear';
      const withBias = i % 5 > 0;
      const run = (convolve: (...inputs: tf.Tensor[]) => tf.Tensor) => {
        const inputs = [x, filter, ...(withBias ? [bias] : [])].map((values) => toTensor(values));
        const weights = tf.sin(tf.range(0, tf.util.sizeFromShape(convolve(...inputs).shape)));
        const { value, grads } = tf.valueAndGrads((...given) => {
          const y = convolve(...given);
          return tf.sum(tf.mul(tf.square(y), tf.reshape(weights, y.shape)));
        })(inputs);
        return [value, ...grads].map((tensor) => tensor.dataSync() as Float32Array);
      };
      const before = tf.memory().numTensors;
      const got = tf.tidy((() =>
        run((a, w, b) =>
          fusedConv2d(a as tf.Tensor4D, w as tf.Tensor4D, {
            ...{ strides, pad, activation },
            ...(b && { bias: b as tf.Tensor1D }),
          }),
        )) as never) as unknown as Float32Array[];
      expect(tf.memory().numTensors).toBe(before);
      const want = tf.tidy((() =>
        run((a, w, b) => {
          const y = tf.conv2d(a as tf.Tensor4D, w as tf.Tensor4D, strides, pad);
          const biased = b ? tf.add(y, b) : y;
          return activation === 'relu' ? tf.relu(biased) : biased;
        })) as never) as unknown as Float32Array[];
      for (const [index, values] of want.entries())
        expectClose(got[index]!, values, 5e-6, `case ${i}, ${index}`);
    }
  });

  it('agrees with differences', async () => {
    await tf.setBackend(backend);
    const next = random(2);
    const x = toTensor<tf.Tensor4D>(randomValues(next, 1, 5, 5, 2));
    const values = randomValues(next, 3, 3, 2, 2);
    const loss = (filter: tf.Tensor) =>
      tf.sum(tf.square(fusedConv2d(x, filter as tf.Tensor4D, { pad: 'same', activation: 'relu' })));
    const gradient = tf.tidy(() => tf.grad(loss)(toTensor(values)).dataSync());
    const step = 1e-3;
    for (let i = 0; i < values.values.length; i += 5) {
      const at = (delta: number) =>
        tf.tidy(() => {
          const moved = values.values.slice();
          moved[i]! += delta;
          return loss(toTensor({ ...values, values: moved })).dataSync()[0]!;
        });
      expect(gradient[i]).toBeCloseTo((at(step) - at(-step)) / (2 * step), 1);
    }
    x.dispose();
  });
});

it('says what does not fit', () => {
  tf.tidy(() => {
    const x = tf.zeros<tf.Rank.R4>([1, 4, 4, 2]);
    const filter = tf.zeros<tf.Rank.R4>([2, 2, 2, 3]);
    expect(() => fusedConv2d(tf.zeros([4, 4, 2]) as tf.Tensor as tf.Tensor4D, filter)).toThrow(
      'x must be [batch',
    );
    expect(() => fusedConv2d(x, tf.zeros([2, 2, 5, 3]))).toThrow(
      'filter must be [height, width, 2, outChannels]',
    );
    expect(() => fusedConv2d(x, filter, { bias: tf.zeros([2]) })).toThrow('bias must be [3], got [2]');
    expect(() => fusedConv2d(x, filter, { activation: 'elu' as 'relu' })).toThrow(
      'activation must be linear or relu',
    );
    expect(() => fusedConv2d(tf.zeros([1, 4, 4, 2], 'int32'), filter)).toThrow(
      'x must be float32, got "int32"',
    );
    expect(() => fusedConv2d(undefined as never, filter)).toThrow('x must be a tensor, got undefined');
    expect(() => fusedConv2d(x, filter, null as never)).toThrow('options must be an object');
    expect(() => fusedConv2d(x, filter, { stride: 2 } as object)).toThrow(
      'fusedConv2d: options must be among strides, pad, bias, activation, got "stride"',
    );
    expect(() => fusedConv2d(x, filter, { strides: 0 })).toThrow('strides must be a positive integer');
    expect(() => fusedConv2d(x, filter, { pad: 1 as never })).toThrow('pad must be valid or same, got 1');
  });
});
