// Gradients through complex numbers and Fourier transforms.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, initBackend } from '../../src/index';
import { type Check, checkGradients } from '../gradient-check';

const parts = (z: tf.Tensor) => tf.stack([tf.real(z), tf.imag(z)]);
const transform =
  (f: (z: tf.Tensor) => tf.Tensor): Check['compute'] =>
  (a, b) =>
    parts(f(tf.complex(a!, b!)));
const twice = (length: number): number[][] => [
  [2, length],
  [2, length],
];
const z = (a: tf.Tensor, b: tf.Tensor) => tf.complex(a, b);

const checks: Record<string, Check> = {
  'fft of 8': { shapes: twice(8), compute: transform(tf.fft), step: 0.5 },
  'fft of 6': { shapes: twice(6), compute: transform(tf.fft), step: 0.5 },
  'fft of 1': { shapes: twice(1), compute: transform(tf.fft), step: 0.5 },
  'ifft of 8': { shapes: twice(8), compute: transform(tf.ifft), step: 0.5 },
  'ifft of 5': { shapes: twice(5), compute: transform(tf.ifft), step: 0.5 },
  'rfft of 8': { shapes: [[3, 8]], compute: (x) => parts(tf.rfft(x!)), step: 0.5 },
  'rfft of 7, padded from 5': { shapes: [[3, 5]], compute: (x) => parts(tf.rfft(x!, 7)), step: 0.5 },
  'irfft of 5': { shapes: twice(5), compute: (a, b) => tf.irfft(z(a!, b!)), step: 0.5 },
  'irfft of 2': { shapes: twice(2), compute: (a, b) => tf.irfft(z(a!, b!)), step: 0.5 },
  stft: { shapes: [[24]], compute: (x) => parts(tf.signal.stft(x as tf.Tensor1D, 8, 4)), step: 0.5 },
  'magnitude of a spectrum': { shapes: [[2, 8]], compute: (x) => tf.abs(tf.rfft(x!)), step: 1e-3 },
  'power of a spectrum': {
    shapes: [[2, 8]],
    compute: (x) => {
      const spectrum = tf.rfft(x!);
      return tf.add(tf.square(tf.real(spectrum)), tf.square(tf.imag(spectrum)));
    },
    step: 1e-2,
  },
  'a filter in the frequency domain': {
    shapes: [[2, 8], [5], [5]],
    compute: (x, a, b) => tf.irfft(tf.mul(tf.rfft(x!), z(a!, b!))),
    step: 1e-2,
  },
  'a real filter': {
    shapes: [[2, 8], [5]],
    compute: (x, filter) => tf.irfft(tf.mul(tf.rfft(x!), filter!)),
    step: 1e-2,
  },
  abs: { shapes: twice(4), compute: (a, b) => tf.abs(z(a!, b!)), step: 1e-3 },
  'add and sub, repeated': {
    shapes: [[2, 3], [3], [3, 1], [1]],
    compute: (a, b, c, d) =>
      parts(tf.sub(tf.add(z(a!, a!), z(b!, b!)), z(tf.reshape(c!, [3]), tf.tile(d!, [3])))),
    step: 0.5,
  },
  mul: {
    shapes: [[2, 3], [2, 3], [3], [3]],
    compute: (a, b, c, d) => parts(tf.mul(z(a!, b!), z(c!, d!))),
    step: 1e-2,
  },
  'mul by a real number': {
    shapes: [[2, 3], [3], [1]],
    compute: (a, b, c) => parts(tf.mul(z(a!, tf.tile(tf.reshape(b!, [1, 3]), [2, 1])), c!)),
    step: 1e-2,
  },
  'reshape, expandDims, squeeze': {
    shapes: twice(6),
    compute: (a, b) => parts(tf.squeeze(tf.expandDims(tf.reshape(z(a!, b!), [3, 4]), 1), [1])),
    step: 0.5,
  },
  concat: {
    shapes: [
      [2, 3],
      [2, 2],
    ],
    compute: (a, b) => parts(tf.concat([z(a!, a!), z(b!, b!)], 1)),
    step: 0.5,
  },
  transpose: { shapes: twice(3), compute: (a, b) => parts(tf.transpose(z(a!, b!))), step: 0.5 },
  'clone, cast': { shapes: twice(3), compute: (a, b) => tf.cast(tf.clone(z(a!, b!)), 'float32'), step: 0.5 },
};

describe.each<[BackendName]>([['cpu'], ['wasm']])('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  it.each(Object.entries(checks))('%s', (_, check) => checkGradients(check));

  it('twice: the gradient of a gradient', () => {
    const loss = (x: tf.Tensor) => tf.sum(tf.square(tf.abs(tf.rfft(x))));
    const of = (x: tf.Tensor) => tf.sum(tf.square(tf.grad(loss)(x)));
    checkGradients({ shapes: [[1, 8]], compute: of, step: 1e-2 });
  });

  it('magnitude at zero', () => {
    const [da, db] = tf.tidy(() =>
      tf
        .grads((a, b) => tf.abs(tf.complex(a, b)))([tf.zeros([2]), tf.tensor1d([0, -2])])
        .map((g) => [...g.dataSync()]),
    );
    expect([da, db]).toEqual([
      [0, 0],
      [0, -1],
    ]);
  });
});
