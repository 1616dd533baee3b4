// #region snippet
import { initBackend } from '@backdropjs/backend';
import * as operator from '@backdropjs/operator/layers';
import { key, normal } from '@backdropjs/random';
import { io, tensor } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

await initBackend();
const rate = { schedule: 'cosine', from: 0.9, to: 0, steps: 40 };
const kernelInitializer = tfl.initializers.heNormal({ seed: 1 });
const start = () => {
  const { conv2d, dense, flatten } = tfl.layers;
  const conv = { filters: 4, kernelSize: 3, kernelInitializer };
  const model = tfl.sequential();
  model.add(conv2d({ inputShape: [12, 12, 1], ...conv }));
  model.add(operator.backdropLayer({ rate, axes: [1, 2], seed: 1 }));
  model.add(flatten());
  model.add(dense({ units: 1, kernelInitializer }));
  model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  return model;
};
const draw = (name, n) => normal(key(name), new Float32Array(n));
const x = tensor(draw('x', 8 * 144), [8, 12, 12, 1]);
const y = tensor(draw('y', 8), [8, 1]);
const train = (model, epochs) =>
  model.fit(x, y, { epochs, shuffle: false, verbose: 0 });
const whole = start();
await train(whole, 40);
const half = start();
await train(half, 20);
let saved; // a file, IndexedDB or HTTP in its place
const memory = io.withSaveHandler(async (parts) => {
  saved = parts;
  return { modelArtifactsInfo: io.getModelArtifactsInfoForJSON(parts) };
});
await half.save(memory, { includeOptimizer: true });
const resumed = await tfl.loadLayersModel(io.fromMemory(saved));
operator.restoreAdam(resumed.optimizer);
await train(resumed, 20);
const bits = (m) => `${m.getWeights().map((w) => w.dataSync())}`;
console.log('same bits', bits(resumed) === bits(whole));
// #endregion snippet
