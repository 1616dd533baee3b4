import * as tf from '@tensorflow/tfjs-core';
import { compare, race, row } from '../../../tools/bench/bench.mjs';
import { random } from './random.mjs';

const next = random(2);
const values = (...shape) =>
  tf.tensor(Float32Array.from({ length: tf.util.sizeFromShape(shape) }, next), shape);

const convolutions = {
  '1 to 32 channels, 5x5 stride 2, 4x256x256': {
    size: 256,
    from: 1,
    to: 32,
    filter: 5,
    strides: 2,
    pad: 'same',
  },
  '32 channels, 2x2 stride 2, 4x128x128': {
    size: 128,
    from: 32,
    to: 32,
    filter: 2,
    strides: 2,
    pad: 'valid',
  },
  '32 channels, 3x3, 4x64x64': { size: 64, from: 32, to: 32, filter: 3, strides: 1, pad: 'same' },
  '64 channels, 3x3, 4x32x32': { size: 32, from: 64, to: 64, filter: 3, strides: 1, pad: 'same' },
};

const run = (kernel, inputs, attrs = {}) =>
  tf.engine().runKernel(kernel, inputs, { dataFormat: 'NHWC', dilations: 1, ...attrs });

/**
 * Convolutions beside a loop that only computes as much, and their backward pass (both gradients, with dx written out) where a
 * fraction q of the positions has a gradient, beside q = 1. q = 0 shows what does not depend on it: reading dy and clearing dx.
 *
 * @param {(flops: number) => () => void} peak - that loop
 */
export async function convolutionsOverKept(peak) {
  const rows = [];
  for (const [name, { size, from, to, filter, strides, pad }] of Object.entries(convolutions)) {
    const x = values(4, size, size, from);
    const w = values(filter, filter, from, to);
    const window = { strides, pad };
    const convolve = () => run('FusedConv2D', { x, filter: w }, { ...window, activation: 'relu' });
    const { shape } = tf.tidy(convolve);
    const flops = 2 * tf.util.sizeFromShape(shape) * filter * filter * from;
    rows.push(
      await compare('kernels', `convolution forward, ${name}`, () => convolve().dispose(), {
        'SIMD peak': peak(flops),
      }),
      ...(await overKept(`convolution backward, ${name}`, shape, (dy) => {
        const dw = run('Conv2DBackpropFilter', { x, dy }, { ...window, filterShape: w.shape });
        const dx = run('Conv2DBackpropInput', { dy, filter: w }, { ...window, inputShape: x.shape });
        force(dx);
        tf.dispose([dw, dx]);
      })),
    );
    tf.dispose([x, w]);
  }
  return rows;
}

/**
 * The same for two layers (2x2 stride 2, 32 channels, relu) of a net on 4 feature maps of 128 x 128: every gradient that tfjs
 * asks for there, in its order. The gradients of feature maps go to the relu below and are not written out when few rows are
 * left; this is how a net trains.
 */
export async function layersOverKept() {
  const window = { strides: 2, pad: 'valid' };
  const filters = [values(2, 2, 32, 32), values(2, 2, 32, 32)];
  const features = [tf.relu(values(4, 128, 128, 32))];
  for (const filter of filters) {
    features.push(run('FusedConv2D', { x: features.at(-1), filter }, { ...window, activation: 'relu' }));
  }
  const rows = await overKept('two layers backward, 32 channels, 2x2 stride 2', features[2].shape, (dy) =>
    tf.tidy(() => {
      let gradient = dy;
      for (let i = 2; ; i--) {
        gradient = tf.mul(gradient, tf.step(features[i]));
        force(tf.sum(gradient, [0, 1, 2]));
        if (i === 0) return;
        const [x, filter] = [features[i - 1], filters[i - 1]];
        run('Conv2DBackpropFilter', { x, dy: gradient }, { ...window, filterShape: filter.shape });
        gradient = run('Conv2DBackpropInput', { dy: gradient, filter }, { ...window, inputShape: x.shape });
      }
    }),
  );
  tf.dispose([filters, features]);
  return rows;
}

/** Times `backward`, in turns, for gradients of a shape in which a fraction q of the positions is not zero. */
async function overKept(name, shape, backward) {
  const kept = [1, 0.5, 0.25, 0.1, 0.05, 0];
  const gradients = kept.map((q) => keepPositions(shape, q));
  const timers = Object.fromEntries(gradients.map((dy, i) => [`q = ${kept[i]}`, () => backward(dy)]));
  const times = await race(timers, { before: forget });
  tf.dispose(gradients);
  const dense = times['q = 1'];
  return Object.entries(times).map(([q, milliseconds]) =>
    row('kernels', `${name}, ${q}`, milliseconds, milliseconds === dense ? {} : { 'q = 1': dense }),
  );
}

let one;

/** Makes the kernels scan another gradient, so that they do not use the rows that they found for the last one again. */
function forget() {
  one ??= tf.keep(tf.zeros([1, 1, 1, 1]));
  run(
    'Conv2DBackpropFilter',
    { x: one, dy: one },
    { strides: 1, pad: 'valid', filterShape: one.shape },
  ).dispose();
}

/** Has a deferred tensor computed, without copying it. @param {tf.Tensor} tensor */
function force(tensor) {
  tf.backend().getMemoryOffset(tensor.dataId);
}

/** A gradient in which exactly a fraction `kept` of the positions is not zero, at random places. @param {number[]} shape */
function keepPositions(shape, kept) {
  const channels = shape.at(-1);
  const dy = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, next);
  const positions = dy.length / channels;
  let wanted = Math.round(positions * kept);
  for (let i = 0; i < positions; i++) {
    if (((next() + 1) / 2) * (positions - i) < wanted) wanted--;
    else dy.fill(0, i * channels, (i + 1) * channels);
  }
  return tf.tensor(dy, shape);
}
