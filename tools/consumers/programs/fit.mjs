import { tensor2d } from '@tensorflow/tfjs-core';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';
import { start, wave } from './backend.mjs';

/** Training by the backend alone, without a mask: kernels for convolutions, batch normalization and pooling. */
export async function fit() {
  await start();
  const kernelInitializer = initializers.glorotNormal({ seed: 1 });
  const model = sequential({
    layers: [
      layers.conv2d({ inputShape: [8, 8, 1], filters: 4, kernelSize: 3, kernelInitializer }),
      layers.batchNormalization(),
      layers.reLU(),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.flatten(),
      layers.dense({ units: 1, kernelInitializer: initializers.glorotNormal({ seed: 2 }) }),
    ],
  });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const [images, labels] = [wave(8 * 64, [8, 8, 8, 1]), tensor2d([0, 1, 0, 1, 0, 1, 1, 0], [8, 1])];
  const { history } = await model.fit(images, labels, {
    epochs: 3,
    batchSize: 8,
    shuffle: false,
    verbose: 0,
  });
  return { losses: history.loss };
}
