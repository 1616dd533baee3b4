import { fusedConv2dLayer } from '@backdropjs/backend/layers';
import { pairwiseAucLoss } from '@backdropjs/losses';
import { toTfjs } from '@backdropjs/losses/tfjs';
import { backdropLayer } from '@backdropjs/operator/layers';
import { tensor2d } from '@tensorflow/tfjs-core';
import { initializers, layers as L, models, sequential } from '@tensorflow/tfjs-layers';
import { start, wave } from './backend.mjs';

/** Training of a small net with masks on the gradient, and what a saved one needs: the layers are registered. */
export async function layers() {
  await start();
  const glorot = (seed) => initializers.glorotNormal({ seed });
  const model = sequential();
  model.add(
    fusedConv2dLayer({
      inputShape: [6, 6, 1],
      filters: 3,
      kernelSize: 3,
      activation: 'relu',
      kernelInitializer: glorot(1),
    }),
  );
  model.add(backdropLayer({ rate: 0.5, axes: [1, 2], seed: 1 }));
  model.add(L.flatten());
  model.add(L.dense({ units: 1, kernelInitializer: glorot(2) }));
  model.compile({ optimizer: 'sgd', loss: toTfjs(pairwiseAucLoss({ surrogate: 'logistic' })) });
  const [images, labels] = [wave(8 * 36, [8, 6, 6, 1]), tensor2d([0, 1, 0, 1, 0, 1, 1, 0], [8, 1])];
  const { history } = await model.fit(images, labels, {
    epochs: 3,
    batchSize: 8,
    shuffle: false,
    verbose: 0,
  });
  const copy = await models.modelFromJSON(JSON.parse(model.toJSON()));
  return { losses: history.loss, layers: [copy.layers.length] };
}
