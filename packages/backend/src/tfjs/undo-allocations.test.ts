// What kernels that fail leave of inputs that were on another backend: tfjs moves them to wasm in the middle of the kernel.
import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, expect, it, vi } from 'vitest';
import { initBackend } from '../index';
import { internalsOf } from './internals';
import type { WasmBackend } from './wasm-backend';

const MiB = 2 ** 20;
const ids = () => ['cpu', 'wasm'].reduce((sum, name) => sum + tf.engine().findBackend(name).numDataIds(), 0);
const holds = ({ dataId }: tf.Tensor) => tf.engine().state.tensorInfo.get(dataId)!.backend.refCount(dataId);

beforeEach(async () => {
  await initBackend({ backends: ['wasm'] });
  await initBackend({ backends: ['cpu'] });
});

it.each<[string, number[], (x: tf.Tensor, y: tf.Tensor) => tf.Tensor, RegExp]>([
  ['gather of a row that is not there', [8, 3], (x) => tf.gather(x, tf.tensor1d([99], 'int32')), /index/],
  ['gatherND of one', [8, 3], (x) => tf.gatherND(x, tf.tensor2d([[99, 0]], undefined, 'int32')), /indices/],
  ['a sum that has no room', [4096], (x, y) => tf.add(tf.reshape(x, [-1, 1]), y), /no room/],
  ['a product that has no room', [4096, 1], (x, y) => tf.matMul(x, y, false, true), /no room/],
  ['an input that has no room', [4 * MiB], (x) => tf.neg(x), /no room/],
  ['a second input that has no room', [4 * MiB], (x, y) => tf.add(y, tf.reshape(x, [1, -1])), /no room/],
])('%s: the inputs stay', async (_, shape, run, error) => {
  const size = tf.util.sizeFromShape(shape);
  const values = Float32Array.from({ length: size }, (_, i) => i);
  const before = ids();
  const x = tf.tensor(values, shape);
  const shared = tf.reshape(x, [-1]);
  const y = size > MiB ? tf.tensor1d([2]) : tf.tensor(values.slice().reverse(), shape);
  const held = [x, y].map(holds);
  await tf.setBackend('wasm');
  const { wasm } = internalsOf(tf.backend() as WasmBackend)!;
  const malloc = wasm._malloc.bind(wasm);
  // Room for what is small, and for what stays free.
  const full = vi
    .spyOn(wasm, '_malloc')
    .mockImplementation((bytes) => (bytes > 72 * MiB ? 0 : malloc(bytes)));
  try {
    expect(() => tf.tidy(() => run(x, y).dataSync())).toThrow(error);
  } finally {
    full.mockRestore();
  }
  expect([x, y].map(holds)).toEqual(held);
  for (const one of [x, shared]) {
    const got = one.dataSync();
    expect(got).toHaveLength(size);
    expect(values.every((value, i) => value === got[i])).toBe(true);
  }
  // They are of use where there is room again.
  expect(tf.tidy(() => tf.neg(x).dataSync()[size - 1])).toBe(1 - size);
  tf.dispose([x, y, shared]);
  expect(ids()).toBe(before);
});
