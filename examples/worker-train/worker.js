import { initBackend } from '@backdropjs/backend';
import { backdrop } from '@backdropjs/operator';
import { foldIn, key, normal } from '@backdropjs/random';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import * as tf from '@tensorflow/tfjs-core';

setWasmPaths({
  'tfjs-backend-wasm.wasm': plain,
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': threaded,
});

const { name } = await initBackend({ backends: ['wasm'] });
const x = tf.tensor(normal(key(1), new Float32Array(400)), [100, 4]);
const y = tf.sum(x, 1, true); // to be learned: the sum of the features
const weights = tf.variable(tf.zeros([4, 1]));
const optimizer = tf.train.sgd(0.05);
for (let step = 0; step < 60; step++) {
  const mask = { rate: 0.5, axes: [0], key: foldIn(key(2), step) };
  optimizer.minimize(() => {
    const scores = backdrop(tf.matMul(x, weights), mask);
    return tf.losses.meanSquaredError(y, scores);
  });
}
const learned = [...(await weights.data())].map((w) => w.toFixed(2));
postMessage(`${name}: ${learned.join(' ')}`);
