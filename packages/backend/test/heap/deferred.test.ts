import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { heapOf } from '../../src/heap/loaded-kernels';
import { pendingOf } from '../../src/heap/pending';
import { initBackend } from '../../src/index';
import type { WasmBackend } from '../../src/tfjs/wasm-backend';
import { expectClose, random, randomValues, toTensor } from '../support';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
});

const next = random(7);
const x = randomValues(next, 2, 6, 6, 3);
const filter = randomValues(next, 3, 3, 3, 5);
const bias = randomValues(next, 5);

/** Convolution, plus bias, and relu of that, as tf.layers computes them. */
function layer() {
  const convolved = tf.conv2d(toTensor<tf.Tensor4D>(x), toTensor<tf.Tensor4D>(filter), 1, 'same');
  const biased = tf.add(convolved, toTensor(bias));
  return { convolved, biased, activated: tf.relu(biased) };
}

async function expected() {
  await tf.setBackend('cpu');
  const values = tf.tidy(() => Object.values(layer()).map((tensor) => tensor.dataSync() as Float32Array));
  await tf.setBackend('wasm');
  return values;
}

test('the kernels on the heap are in use', () => {
  expect(heapOf(tf.backend() as unknown as WasmBackend)).toBeDefined();
});

test('a backend that is built differently is left alone', () => {
  expect(heapOf({ dataIdMap: new Map() } as unknown as WasmBackend)).toBeUndefined();
  expect(
    heapOf({ wasm: { _malloc() {}, _free() {} }, dataIdMap: new Map() } as unknown as WasmBackend),
  ).toBeUndefined();
});

test('deferred tensors have their values, in whatever order they are read', async () => {
  const [convolved, biased, activated] = await expected();
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 0, 2],
  ]) {
    tf.tidy(() => {
      const tensors = Object.values(layer());
      for (const i of order) {
        expectClose(
          tensors[i]!.dataSync() as Float32Array,
          [convolved, biased, activated][i]!,
          1e-6,
          `${order}`,
        );
      }
    });
  }
});

test('what nobody reads is not computed', () => {
  tf.tidy(() => {
    const { convolved, biased } = layer();
    expect(pendingOf(convolved, 'convolution')).toBeDefined();
    expect(pendingOf(biased, 'convolution')).toBeDefined();
    biased.dataSync();
    expect(pendingOf(convolved, 'convolution')).toBeDefined();
    expect(pendingOf(biased, 'convolution')).toBeUndefined();
  });
});

test("tfjs's own kernels read deferred tensors", async () => {
  const [, biased] = await expected();
  const got = tf.tidy(() => tf.neg(layer().biased).dataSync() as Float32Array);
  expectClose(
    got,
    biased!.map((v) => -v),
    1e-6,
    'neg',
  );
});

test('operands may be disposed of before the values are computed', async () => {
  const [convolved] = await expected();
  const before = tf.memory();
  const [a, w] = [toTensor<tf.Tensor4D>(x), toTensor<tf.Tensor4D>(filter)];
  const y = tf.conv2d(a, w, 1, 'same');
  tf.dispose([a, w]);
  expectClose(y.dataSync() as Float32Array, convolved!, 1e-6, 'conv2d');
  y.dispose();
  expect(tf.memory()).toEqual(before);
});

test('a tensor that is never read leaves nothing behind, and neither does a clone', () => {
  const before = tf.memory();
  tf.tidy(() => {
    const { convolved, activated } = layer();
    tf.clone(convolved);
    tf.step(activated);
    tf.mul(toTensor(randomValues(next, 2, 6, 6, 5)), tf.step(activated));
  });
  expect(tf.memory()).toEqual(before);
});

test('the gradient of relu, of its gradient, and of the whole layer match the cpu backend', async () => {
  const dy = randomValues(next, 2, 6, 6, 5);
  const run = () => {
    const loss = (a: tf.Tensor, w: tf.Tensor, b: tf.Tensor) =>
      tf.sum(
        tf.mul(tf.relu(tf.add(tf.conv2d(a as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), b)), toTensor(dy)),
      );
    const grads = tf.grads(loss)([toTensor(x), toTensor(filter), toTensor(bias)]);
    const twice = tf.grad((a) => tf.sum(tf.square(tf.grad((b) => tf.sum(tf.square(tf.relu(b))))(a))))(
      toTensor(x),
    );
    return [...grads, twice].map((tensor) => tensor.dataSync() as Float32Array);
  };
  await tf.setBackend('cpu');
  const want = tf.tidy(run as never) as unknown as Float32Array[];
  await tf.setBackend('wasm');
  const got = tf.tidy(run as never) as unknown as Float32Array[];
  for (const [i, values] of want.entries()) expectClose(got[i]!, values, 2e-6, `gradient ${i}`);
});

test('a masked gradient that is read is dense', async () => {
  const dy = randomValues(next, 2, 6, 6, 5);
  const [, , activated] = await expected();
  const got = tf.tidy(() => tf.mul(toTensor(dy), tf.step(layer().activated)).dataSync() as Float32Array);
  expect(got).toEqual(dy.values.map((g, i) => (activated![i]! > 0 ? g : 0)));
});

test.each([
  ['windows that tile the image', 2, 2, 'valid'],
  ['gaps between windows', 2, 3, 'valid'],
  ['windows that overlap', 3, 2, 'same'],
] as const)('gradients stay compact between layers, or not: %s', async (_, size, strides, pad) => {
  const seeded = random(11);
  const [images, first, second, third, ...biases] = [
    randomValues(seeded, 2, 32, 32, 1),
    randomValues(seeded, 5, 5, 1, 6),
    randomValues(seeded, size, size, 6, 5),
    randomValues(seeded, 2, 2, 5, 4),
    ...[6, 5, 4].map((channels) => randomValues(seeded, channels)),
  ];
  const network = (...[x, w1, w2, w3, b1, b2, b3]: tf.Tensor[]) => {
    const layerOf = (a: tf.Tensor, w: tf.Tensor, b: tf.Tensor, s: number, p: 'same' | 'valid') =>
      tf.relu(tf.add(tf.conv2d(a as tf.Tensor4D, w as tf.Tensor4D, s, p), b));
    const y1 = layerOf(x!, w1!, b1!, 2, 'same');
    const y2 = layerOf(y1, w2!, b2!, strides, pad);
    return layerOf(y2, w3!, b3!, 2, 'valid');
  };
  const inputs = () => [images, first, second, third, ...biases].map((given) => toTensor(given!));
  const run = (kept: number, read: (grads: tf.Tensor[]) => tf.Tensor[]) =>
    tf.tidy((() => {
      const shape = network(...inputs()).shape;
      const mask = randomValues(random(12), ...shape.slice(0, 3), 1);
      mask.values.forEach((v, i) => {
        mask.values[i] = v < 2 * kept - 1 ? 1 : 0;
      });
      const dy = tf.mul(toTensor(randomValues(random(13), ...shape)), toTensor(mask));
      return read(tf.grads(network)(inputs(), dy)).map((tensor) => tensor.dataSync());
    }) as never) as unknown as Float32Array[];
  for (const kept of [0, 0.1, 0.4, 1]) {
    for (const read of [(grads: tf.Tensor[]) => grads, (grads: tf.Tensor[]) => grads.slice(0, 1)]) {
      await tf.setBackend('cpu');
      const want = run(kept, read);
      await tf.setBackend('wasm');
      const before = tf.memory();
      const got = run(kept, read);
      expect(tf.memory()).toEqual(before);
      for (const [i, values] of want.entries())
        expectClose(got[i]!, values, 3e-6, `kept ${kept}, gradient ${i}`);
    }
  }
});
