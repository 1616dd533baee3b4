import { insertBackdrop, registerMask } from '@backdropjs/operator/layers';
import { fixedCount } from '@backdropjs/operator/masks';
import { foldIn, key } from '@backdropjs/random';
import { scalar, tidy } from '@tensorflow/tfjs-core';
import { type LayersModel, layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import { dropoutLayer } from '../training/dropout-layer';
import { initialize, seedOf } from '../training/initialize';
import type { ClassifierConfig } from './config';

interface Stage {
  filters: number;
  kernelSize: number;
  strides: number;
  padding: number;
  /** Max pooling, 2 x 2 with stride 2, between the convolution and its normalization. */
  pool: boolean;
}

const networks: Record<ClassifierConfig['network'], readonly Stage[]> = {
  strided: [
    { filters: 12, kernelSize: 5, strides: 2, padding: 2, pool: false },
    { filters: 16, kernelSize: 2, strides: 2, padding: 0, pool: false },
    { filters: 24, kernelSize: 2, strides: 2, padding: 0, pool: false },
    { filters: 32, kernelSize: 2, strides: 2, padding: 0, pool: false },
  ],
  pooled: [
    { filters: 8, kernelSize: 5, strides: 2, padding: 2, pool: true },
    { filters: 12, kernelSize: 3, strides: 1, padding: 1, pool: true },
    { filters: 16, kernelSize: 3, strides: 1, padding: 1, pool: true },
    { filters: 24, kernelSize: 3, strides: 1, padding: 1, pool: true },
  ],
  // Two stages more than `pooled`: for 1024 x 1024 images, whose coarse lengths are four times as long.
  deep: [
    { filters: 8, kernelSize: 5, strides: 2, padding: 2, pool: true },
    { filters: 12, kernelSize: 3, strides: 1, padding: 1, pool: true },
    { filters: 16, kernelSize: 3, strides: 1, padding: 1, pool: true },
    { filters: 24, kernelSize: 3, strides: 1, padding: 1, pool: true },
    { filters: 32, kernelSize: 3, strides: 1, padding: 1, pool: true },
    { filters: 48, kernelSize: 3, strides: 1, padding: 1, pool: true },
  ],
};

/**
 * The convolutional net of the experiment with the weights of `seed`, for square images of any size: its stages
 * (convolution, pooling, batch normalization, relu), the mean over all positions, one logit a class; no masks yet.
 *
 * The weights depend on the seed and the layer only, so that all arms of a seed start from the same net.
 */
export function buildNetwork(config: ClassifierConfig, classes: number, seed: number): Sequential {
  const model = sequential({ name: config.network });
  networks[config.network].forEach((stage, index) => {
    const { filters, kernelSize, strides, padding } = stage;
    // Padding is a layer of its own: with stride 2, tf's 'same' would pad one side more than the other.
    if (padding > 0) {
      model.add(
        layers.zeroPadding2d({
          padding,
          ...(index === 0 && { inputShape: [null, null, 1] }),
          name: `pad${index}`,
        }),
      );
    }
    model.add(
      layers.conv2d({ filters, kernelSize, strides, kernelInitializer: 'zeros', name: `conv${index}` }),
    );
    if (stage.pool) model.add(layers.maxPooling2d({ poolSize: 2, strides: 2, name: `pool${index}` }));
    // PyTorch's momentum 0.1 is the weight of the new value, tf's 0.9 that of the old.
    model.add(layers.batchNormalization({ epsilon: 1e-5, momentum: 0.9, name: `norm${index}` }));
    model.add(layers.activation({ activation: 'relu', name: `relu${index}` }));
    if (config.dropoutRate > 0 && config.maskAfter.includes(index + 1)) {
      const dropoutKey = foldIn(key(seed), 'dropout', index);
      model.add(
        dropoutLayer({ rate: config.dropoutRate, seed: seedOf(dropoutKey), name: `dropout${index}` }),
      );
    }
  });
  model.add(layers.globalAveragePooling2d({ name: 'mean' }));
  model.add(layers.dense({ units: classes, kernelInitializer: 'zeros', name: 'logits' }));
  initialize(model, foldIn(key(seed), 'weights'), { convolution: 'he-normal', dense: 'uniform' });
  return model;
}

/** The same net with the same weights, and the masks of the configuration on its gradient. */
export function withMasks(model: Sequential, config: ClassifierConfig, seed: number): LayersModel {
  const [fine, coarse] = config.maskAfter;
  const masks = [
    { scale: 'fine', stage: fine, rate: config.fineRate },
    { scale: 'coarse', stage: coarse, rate: config.coarseRate },
  ];
  const axes = config.maskPerImage ? [0, 1, 2] : [1, 2];
  registerMask('fixedCount', fixedCount);
  const drawn = (rate: number) => (config.fixedCount ? { mask: { name: 'fixedCount', rate } } : { rate });
  return insertBackdrop(
    model,
    masks
      .filter(({ rate }) => rate > 0)
      .map(({ scale, stage, rate }) => {
        const mask = foldIn(key(seed), scale, 'mask');
        return { after: `relu${stage - 1}`, ...drawn(rate), axes, seed: seedOf(mask) };
      }),
  );
}

/** Makes the masks of the next training call those of the given step. */
export function setMaskStep(masked: LayersModel, step: number): void {
  tidy(() => {
    for (const layer of masked.layers) {
      if (layer.getClassName() === 'Backdrop') layer.setWeights([scalar(step, 'int32')]);
    }
  });
}
