import { initBackend } from '@backdropjs/backend';
import { multiscale } from '@backdropjs/fields';
import { backdropLayer } from '@backdropjs/operator/layers';
import { oneHot, stack, tensor3d, train } from '@tensorflow/tfjs-core';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';

await initBackend(); // WebAssembly that can train

// 40 images of four classes, with structure on two scales.
const draw = (seed) => {
  const scales = [[1.5, 2.5], [6, 10]];
  const set = multiscale({ size: 64, scales, amplitudes: [1, 1], perClass: 10, seed });
  const all = Array.from({ length: set.length }, (_, i) => set.sample(i));
  const x = stack(all.map(({ field }) => tensor3d(field, [64, 64, 1])));
  return { x, y: oneHot(all.map(({ label }) => label), 4) };
};

const conv = (filters, seed) => layers.conv2d({ filters, kernelSize: 5, strides: 4, activation: 'relu', kernelInitializer: initializers.heNormal({ seed }) });
const model = sequential({ layers: [
  layers.inputLayer({ inputShape: [64, 64, 1] }),
  conv(16, 1),
  backdropLayer({ rate: 0.8, axes: [1, 2], seed: 1 }), // drops 4 of 5 positions' gradients
  conv(32, 2),
  layers.globalAveragePooling2d({}),
  layers.dense({ units: 4, activation: 'softmax', kernelInitializer: initializers.glorotNormal({ seed: 3 }) }),
]});
model.compile({ optimizer: train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
const { x, y } = draw(1);
await model.fit(x, y, { epochs: 60, batchSize: 40, verbose: 0 });
const [, accuracy] = model.evaluate(...Object.values(draw(2)));
console.log(`test accuracy ${accuracy.dataSync()[0].toFixed(3)}`);
