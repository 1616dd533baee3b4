// Operations that wasm has no kernel for, and strings and complex numbers in all others, run cpu's kernels on the heap.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { borrow } from '../src/borrowed/borrow';
import { initBackend } from '../src/index';
import { evaluate, expectClose, random } from './support';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
});

const next = random(1);
const values = (count: number) => Float32Array.from({ length: count }, next);
const [real, imag, other] = [values(24), values(24), values(24)] as const;
const z = () => tf.complex(tf.tensor(real, [2, 3, 4]), tf.tensor(imag, [2, 3, 4]));
const w = () => tf.complex(tf.tensor(other, [2, 3, 4]), tf.tensor(real, [2, 3, 4]));
const parts = (x: tf.Tensor) => [tf.real(x), tf.imag(x)] as tf.Tensor[];
const words = () => tf.tensor2d(['a', 'bb', '', 'ü', 'a', 'c'], [3, 2]);

const complexOperations: Record<string, () => tf.Tensor | tf.Tensor[]> = {
  abs: () => tf.abs(z()),
  add: () => parts(tf.add(z(), w())),
  cast: () => tf.cast(z(), 'float32'),
  'cast to complex': () => parts(tf.cast(tf.tensor1d([1, -2]), 'complex64')),
  clone: () => parts(tf.clone(z())),
  concat: () => parts(tf.concat([z(), w()], 1)),
  fft: () => parts(tf.fft(z())),
  'fft of 5': () => parts(tf.fft(tf.complex(tf.tensor1d(real.slice(0, 5)), tf.tensor1d(imag.slice(0, 5))))),
  ifft: () => parts(tf.ifft(z())),
  irfft: () => tf.irfft(z()),
  mul: () => parts(tf.mul(z(), w())),
  onesLike: () => parts(tf.onesLike(z())),
  reshape: () => parts(tf.reshape(z(), [4, 6])),
  rfft: () => parts(tf.rfft(tf.tensor2d(real, [3, 8]))),
  stft: () => parts(tf.signal.stft(tf.tensor1d(real), 8, 4)),
  sub: () => parts(tf.sub(z(), w())),
  transpose: () => parts(tf.transpose(z(), [2, 0, 1])),
  zerosLike: () => parts(tf.zerosLike(z())),
};

it.each(Object.entries(complexOperations))('complex: %s', async (_name, compute) => {
  const want = await evaluate('cpu', compute);
  const got = await evaluate('wasm', compute);
  for (const [i, part] of got.entries()) expectClose(part, want[i]!, 1e-6, `part ${i}`);
});

const stringOperations: Record<string, () => tf.Tensor | tf.Tensor[]> = {
  clone: () => tf.clone(words()),
  concat: () => tf.concat([words(), words()], 1),
  equal: () => tf.equal(words(), 'a'),
  fill: () => tf.fill([2, 2], 'x'),
  less: () => tf.less(words(), 'b'),
  reshape: () => tf.reshape(words(), [6]),
  slice: () => tf.slice(words(), [1, 0], [2, 1]),
  stack: () => tf.stack([words(), words()]),
  staticRegexReplace: () => tf.string.staticRegexReplace(words(), 'b+', 'z'),
  tile: () => tf.tile(words(), [1, 2]),
  unique: () => Object.values(tf.unique(tf.reshape(words(), [6]))) as tf.Tensor[],
};

it.each(Object.entries(stringOperations))('strings: %s', async (_name, compute) => {
  expect(await evaluate('wasm', compute)).toEqual(await evaluate('cpu', compute));
});

it('ragged operations take lists of tensors', async () => {
  const compute = () => {
    const splits = [tf.tensor1d([0, 2, 2, 3], 'int32')];
    const gathered = tf.raggedGather(splits, tf.tensor1d([1, 2, 3]), tf.tensor1d([2, 0], 'int32'), 1);
    return [...gathered.outputNestedSplits, gathered.outputDenseValues];
  };
  expect(await evaluate('wasm', compute)).toEqual(await evaluate('cpu', compute));
});

it('refuses what cpu refuses, and keeps nothing of it', async () => {
  await tf.setBackend('wasm');
  const x = z();
  const before = [tf.memory().numTensors, tf.engine().backend.numDataIds()];
  expect(() => tf.neg(x)).toThrow(/Complex64/i);
  expect([tf.memory().numTensors, tf.engine().backend.numDataIds()]).toEqual(before);
  x.dispose();
});

it('releases intermediate results', async () => {
  await tf.setBackend('wasm');
  const before = tf.engine().backend.numDataIds();
  tf.tidy(() => tf.fft(z()).dataSync());
  expect(tf.engine().backend.numDataIds()).toBe(before);
});

it('reads its inputs where they are when its output makes the heap grow', async () => {
  await tf.setBackend('wasm');
  const { memory } = (tf.engine().backend as unknown as { wasm: { asm: { memory: WebAssembly.Memory } } })
    .wasm.asm;
  const count = memory.buffer.byteLength / 4;
  const x = tf.tensor1d([1.5, -2]);
  const tile = tf.tidy(() => {
    const kernel = borrow('Tile');
    const info = kernel({ inputs: { x }, attrs: { reps: [count / 2] }, backend: tf.engine().backend });
    return tf.engine().makeTensorFromTensorInfo(info as tf.TensorInfo);
  });
  expect(memory.buffer.byteLength).toBeGreaterThan(4 * count);
  const last = tf.tidy(() => tf.slice(tile, [count - 2], [2]).dataSync());
  expect([...last, ...x.dataSync()]).toEqual([1.5, -2, 1.5, -2]);
  tf.dispose([x, tile]);
});
