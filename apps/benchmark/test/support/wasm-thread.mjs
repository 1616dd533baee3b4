import { parentPort } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';

queueMicrotask(() => parentPort.postMessage('loaded'));

// Stands in for src/runner/thread.ts where sources are run as they are: tfjs on wasm, with 16 MB of tensors that nobody disposes of.
export default async function work({ seed }) {
  await tf.setBackend('wasm');
  const x = tf.fill([1000, 1000], seed);
  const [sum] = await tf.sum(tf.matMul(x, x)).data();
  return {
    outcome: { metrics: { auc: sum }, curve: [{ step: 1, auc: sum }], seconds: 0 },
    backend: { name: 'wasm', simd: true },
  };
}
