// #region model
import { initBackend } from '@backdropjs/backend';
import { key, normal } from '@backdropjs/random';
import { io, tensor } from '@tensorflow/tfjs-core';
import {
  initializers,
  layers,
  loadLayersModel,
  sequential,
} from '@tensorflow/tfjs-layers';

await initBackend();
const seeded = (seed) => ({
  kernelInitializer: initializers.heNormal({ seed }),
});
const conv = { kernelSize: 3, strides: 2, activation: 'relu' };
const model = sequential({
  layers: [
    layers.conv2d({
      inputShape: [32, 32, 1],
      filters: 8,
      ...conv,
      ...seeded(1),
    }),
    layers.conv2d({
      name: 'second',
      filters: 16,
      ...conv,
      ...seeded(2),
    }),
    layers.globalAveragePooling2d({}),
    layers.dense({ units: 1, ...seeded(3) }),
  ],
});
const x = tensor(
  normal(key(1), new Float32Array(8 * 1024)),
  [8, 32, 32, 1],
);
const y = tensor([0, 1, 0, 1, 0, 1, 0, 1], [8, 1]);

// #endregion model

// #region masks
import { insertBackdrop } from '@backdropjs/operator/layers';

const masked = insertBackdrop(model, [
  { after: 'second', rate: 0.8, axes: ['height', 'width'] },
]);
masked.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
const steps = { epochs: 20, shuffle: false, verbose: 0 };
const { history } = await masked.fit(x, y, steps);
console.log(
  'loss',
  history.loss[0].toFixed(3),
  'to',
  history.loss[19].toFixed(3),
);
// #endregion masks

// #region save
let saved;
const memory = io.withSaveHandler(async (artifacts) => {
  saved = artifacts;
  return {
    modelArtifactsInfo: io.getModelArtifactsInfoForJSON(artifacts),
  };
});
await masked.save(memory, { includeOptimizer: true });
const loaded = await loadLayersModel(io.fromMemory(saved));
await loaded.fit(x, y, steps); // draws masks 21 to 40
console.log(
  'masks drawn',
  loaded.getLayer('second_backdrop').currentStep,
);
// #endregion save
