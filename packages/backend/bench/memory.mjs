// Does memory grow? Trains nets for 10,000 steps each (or as many as the first argument says) and reports tf.memory() and the
// size of the wasm heap after the first hundred and at the end: `node bench/memory.mjs [steps]` after a build.
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { initBackend } from '../dist/index.js';
import { fusedConv2dLayer } from '../dist/layers.js';
import { random } from './random.mjs';
import { referenceStep } from './reference-step.mjs';

const steps = Number(process.argv[2] ?? 10_000);
await initBackend({ backends: ['wasm'] });
const next = random(3);
const values = (...shape) =>
  tf.tensor(Float32Array.from({ length: tf.util.sizeFromShape(shape) }, next), shape);
const model = sequential({
  layers: [
    layers.conv2d({
      filters: 12,
      kernelSize: 5,
      strides: 2,
      padding: 'same',
      activation: 'relu',
      inputShape: [32, 32, 3],
    }),
    layers.conv2d({ filters: 16, kernelSize: 3 }),
    layers.batchNormalization(),
    layers.reLU(),
    fusedConv2dLayer({ filters: 8, kernelSize: 2, strides: 2, activation: 'relu' }),
    layers.depthwiseConv2d({ kernelSize: 3, padding: 'same' }),
    layers.averagePooling2d({ poolSize: 3, strides: 1, padding: 'same' }),
    layers.maxPooling2d({ poolSize: 2 }),
    layers.flatten(),
    layers.dense({ units: 16, activation: 'relu' }),
    layers.dense({ units: 4 }),
  ],
});
const x = values(8, 32, 32, 3);
const y = tf.tidy(() => tf.oneHot(tf.tensor1d([0, 1, 2, 3, 0, 1, 2, 3], 'int32'), 4));
const nets = {
  'layers of many kinds': {
    loss: () => tf.losses.softmaxCrossEntropy(y, model.apply(x, { training: true })),
    dispose: () => tf.dispose([model, x, y]),
  },
};
for (const rate of [0, 0.9]) {
  for (const kind of ['layers', 'fused']) {
    nets[`reference net on 64 x 64, ${kind}, mask rate ${rate}`] = referenceStep(rate, kind, 64);
  }
}

const sizes = () => {
  const { numTensors, numDataBuffers, numBytes } = tf.memory();
  return { numTensors, numDataBuffers, numBytes, heapBytes: tf.backend().wasm.HEAPU8.length };
};
for (const [net, { loss, dispose }] of Object.entries(nets)) {
  const optimizer = tf.train.adam(1e-3);
  let settled;
  for (let i = 0; i < steps; i++) {
    if (i === 100) settled = sizes();
    optimizer.minimize(loss);
  }
  const end = sizes();
  const grown = Object.keys(end).filter((name) => end[name] > settled[name]);
  process.stdout.write(`${JSON.stringify({ net, steps, after100: settled, end, grown })}\n`);
  if (grown.length > 0) process.exitCode = 1;
  optimizer.dispose();
  dispose();
}
