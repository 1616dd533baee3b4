import { initBackend } from '@backdropjs/backend';
import { backdropLayer } from '@backdropjs/operator/layers';
import { key, normal } from '@backdropjs/random';
import { tensor } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

await initBackend(); // WebAssembly that can train
// 40 images of noise; every second one is three times as strong.
const labels = Array.from({ length: 40 }, (_, i) => i % 2);
const noise = normal(key(1), new Float32Array(40 * 1024));
const pixels = noise.map((z, i) => z * (0.2 + 0.4 * labels[i >> 10]));
const x = tensor(pixels, [40, 32, 32, 1]);
const y = tensor(labels, [40, 1]);
const kernelInitializer = tfl.initializers.heNormal({ seed: 1 });
const cnn = { kernelSize: 5, strides: 2, activation: 'relu' };
const model = tfl.sequential();
model.add(tfl.layers.inputLayer({ inputShape: [32, 32, 1] }));
model.add(tfl.layers.conv2d({ ...cnn, filters: 8, kernelInitializer }));
model.add(backdropLayer({ rate: 0.8, axes: [1, 2], seed: 1 }));
model.add(tfl.layers.globalAveragePooling2d({}));
model.add(tfl.layers.dense({ units: 1, kernelInitializer }));
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
const fit = { epochs: 200, shuffle: false, verbose: 0 };
const { loss } = (await model.fit(x, y, fit)).history;
console.log(`loss ${loss[0].toFixed(2)} to ${loss[199].toFixed(2)}`);
