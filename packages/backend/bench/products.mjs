import * as tf from '@tensorflow/tfjs-core';
import { race, random, round } from './measure.mjs';

const next = random(2);
const values = (...shape) =>
  tf.tensor(Float32Array.from({ length: tf.util.sizeFromShape(shape) }, next), shape);

/** The products of a dense layer for a batch: forward, gradient of the weights, gradient of the input. */
const denseLayer = (batch, from, to) => [
  ['NN', batch, to, from],
  ['TN', from, to, batch],
  ['NT', batch, from, to],
];

const shapes = [
  ...['NN', 'TN', 'NT'].map((layout) => [layout, 512, 512, 512]),
  ...denseLayer(64, 784, 128),
  ...denseLayer(128, 1024, 512),
  ...['NN', 'TN', 'NT'].map((layout) => [layout, 256, 256, 256]),
];

/** Rates of matrix products, and how much faster than tfjs's own kernel. @param {Function} stock - tfjs's BatchMatMul */
export function products(stock) {
  const backend = tf.backend();
  const ours = tf.getKernel('BatchMatMul', 'wasm').kernelFunc;
  const results = {};
  for (const [layout, rows, columns, depth] of shapes) {
    const [transposeA, transposeB] = [layout[0] === 'T', layout[1] === 'T'];
    const a = values(1, ...(transposeA ? [depth, rows] : [rows, depth]));
    const b = values(1, ...(transposeB ? [columns, depth] : [depth, columns]));
    const call = { inputs: { a, b }, attrs: { transposeA, transposeB }, backend };
    const multiply = (kernel) => () => backend.disposeData(kernel(call).dataId);
    const milliseconds = race({ ours: multiply(ours), stock: multiply(stock) });
    results[`${layout} ${rows} x ${columns} x ${depth}`] = {
      gflops: round((2 * rows * columns * depth) / milliseconds.ours / 1e6),
      timesStock: round(milliseconds.stock / milliseconds.ours),
    };
    tf.dispose([a, b]);
  }
  return results;
}
