import * as tf from '@tensorflow/tfjs-core';
import { best, random, round } from './measure.mjs';

const next = random(2);
const values = (...shape) =>
  tf.tensor(Float32Array.from({ length: tf.util.sizeFromShape(shape) }, next), shape);

/** Rates of matrix products, and how much faster than tfjs's own kernel. @param {Function} stock - tfjs's BatchMatMul */
export function products(stock) {
  const backend = tf.backend();
  const results = {};
  for (const [rows, columns, depth] of [
    [512, 512, 512],
    [4096, 32, 128],
    [128, 32, 16384],
  ]) {
    for (const layout of ['NN', 'TN', 'NT']) {
      const [transposeA, transposeB] = [layout[0] === 'T', layout[1] === 'T'];
      const a = values(1, ...(transposeA ? [depth, rows] : [rows, depth]));
      const b = values(1, ...(transposeB ? [columns, depth] : [depth, columns]));
      const call = { inputs: { a, b }, attrs: { transposeA, transposeB }, backend };
      const rate = (kernel) => {
        const milliseconds = best(() => backend.disposeData(kernel(call).dataId));
        return (2 * rows * columns * depth) / milliseconds / 1e6;
      };
      const ours = rate(tf.getKernel('BatchMatMul', 'wasm').kernelFunc);
      const name = `${rows}x${columns}x${depth} ${layout}`;
      results[name] = { gflops: round(ours), timesStock: round(ours / rate(stock)) };
      tf.dispose([a, b]);
    }
  }
  return results;
}

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

/**
 * Rates of convolutions, and the time of the backward pass (both gradients and the bias's) over that of a dense one, where a
 * fraction q of the positions has a gradient.
 */
export function convolutionsOverKept() {
  const results = {};
  for (const [name, { size, from, to, filter, strides, pad }] of Object.entries(convolutions)) {
    const x = values(4, size, size, from);
    const w = values(filter, filter, from, to);
    const attrs = { strides, pad, dataFormat: 'NHWC', dilations: 1 };
    const run = (kernel, inputs, more = {}) => tf.engine().runKernel(kernel, inputs, { ...attrs, ...more });
    let shape;
    const forward = best(() => {
      const y = run('FusedConv2D', { x, filter: w }, { activation: 'relu' });
      shape = y.shape;
      y.dispose();
    });
    const flops = 2 * tf.util.sizeFromShape(shape) * filter * filter * from;
    const result = { forwardGflops: round(flops / forward / 1e6), backward: {} };
    let dense = 0;
    for (const kept of [1, 0.5, 0.25, 0.1, 0.05]) {
      const dy = keepPositions(shape, kept);
      const gradients = {
        filter: () => run('Conv2DBackpropFilter', { x, dy }, { filterShape: w.shape }),
        input: () => run('Conv2DBackpropInput', { dy, filter: w }, { inputShape: x.shape }),
      };
      const milliseconds = best(() => {
        // A gradient that is scanned in between, so that the rows found for the last one are not used again.
        forget();
        const [dw, dx] = [gradients.filter(), gradients.input()];
        force(dx);
        tf.dispose([dw, dx]);
      });
      dense ||= milliseconds;
      result.backward[`q=${kept}`] = {
        milliseconds: round(milliseconds),
        gflops: round((2 * kept * flops) / milliseconds / 1e6),
        overKeptTimesDense: round(milliseconds / dense / kept),
      };
      dy.dispose();
    }
    results[name] = result;
    tf.dispose([x, w]);
  }
  return results;
}

let one;

/** Makes the kernels scan another gradient. */
function forget() {
  one ??= tf.keep(tf.zeros([1, 1, 1, 1]));
  const attrs = { strides: 1, pad: 'valid', dataFormat: 'NHWC', filterShape: [1, 1, 1, 1] };
  tf.engine().runKernel('Conv2DBackpropFilter', { x: one, dy: one }, attrs).dispose();
}

/** Has a deferred tensor computed, without copying it. @param {tf.Tensor} tensor */
function force(tensor) {
  tf.backend().getMemoryOffset(tensor.dataId);
}

/** A gradient in which about a fraction `kept` of the positions is not zero. @param {number[]} shape */
function keepPositions(shape, kept) {
  const channels = shape.at(-1);
  const dy = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, next);
  const positions = dy.length / channels;
  // Exactly the fraction, at places drawn one by one (selection sampling).
  let wanted = Math.round(positions * kept);
  for (let i = 0; i < positions; i++) {
    if (((next() + 1) / 2) * (positions - i) < wanted) wanted--;
    else dy.fill(0, i * channels, (i + 1) * channels);
  }
  return tf.tensor(dy, shape);
}
