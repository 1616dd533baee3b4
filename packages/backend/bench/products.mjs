import * as tf from '@tensorflow/tfjs-core';
import { compare } from '../../../tools/bench/bench.mjs';
import { random } from './random.mjs';

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

/**
 * Matrix products beside tfjs's own kernel, and beside a loop that only computes as much.
 *
 * @param {Function} stock - tfjs's BatchMatMul @param {(flops: number) => () => void} peak - that loop
 */
export async function products(stock, peak) {
  const backend = tf.backend();
  const ours = tf.getKernel('BatchMatMul', 'wasm').kernelFunc;
  const rows = [];
  for (const [layout, height, width, depth] of shapes) {
    const [transposeA, transposeB] = [layout[0] === 'T', layout[1] === 'T'];
    const a = values(1, ...(transposeA ? [depth, height] : [height, depth]));
    const b = values(1, ...(transposeB ? [width, depth] : [depth, width]));
    const call = { inputs: { a, b }, attrs: { transposeA, transposeB }, backend };
    const multiply = (kernel) => () => backend.disposeData(kernel(call).dataId);
    rows.push(
      await compare('kernels', `matMul ${layout}, ${height} x ${width} x ${depth}`, multiply(ours), {
        'tfjs wasm': multiply(stock),
        'SIMD peak': peak(2 * height * width * depth),
      }),
    );
    tf.dispose([a, b]);
  }
  return rows;
}
