// #region snippet
import { initBackend } from '@backdropjs/backend';
import { multiscale } from '@backdropjs/fields';
import { backdropLayer } from '@backdropjs/operator/layers';
import { tensor } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';

await initBackend(); // WebAssembly that can train
// 40 images: coarse structure of 6 or of 10 pixels, below finer.
const kind = { size: 64, scales: [[2], [6, 10]], amplitudes: [1, 1] };
const set = multiscale({ ...kind, perClass: 20, seed: 1 });
const samples = Array.from({ length: 40 }, (_, i) => set.sample(i));
const pixels = samples.flatMap(({ field }) => [...field]);
const labels = samples.map(({ label }) => label);

const model = sequential();
const conv = { kernelSize: 5, strides: 4, activation: 'relu' };
model.add(layers.inputLayer({ inputShape: [64, 64, 1] }));
model.add(layers.conv2d({ ...conv, filters: 16 }));
model.add(backdropLayer({ rate: 0.8, axes: [1, 2], seed: 1 }));
model.add(layers.conv2d({ ...conv, filters: 32 }));
model.add(layers.globalAveragePooling2d({}));
model.add(layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
const x = tensor(pixels, [40, 64, 64, 1]);
const y = tensor(labels, [40, 1]);
const { history } = await model.fit(x, y, { epochs: 60, verbose: 0 });
console.log('loss', history.loss[0], 'to', history.loss.at(-1));
// #endregion snippet

export const losses = history.loss;
