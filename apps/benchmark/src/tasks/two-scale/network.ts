import { backdropLayer } from '@backdropjs/operator/layers';
import { foldIn, type Key, key } from '@backdropjs/random';
import { layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import { dropoutLayer } from '../training/dropout-layer';
import { initialize, seedOf } from '../training/initialize';
import type { TwoScaleConfig } from './config';

interface Stage {
  filters: number;
  kernelSize: number;
  strides: number;
  padding: number;
  /** Max pooling, 2 x 2 with stride 2, between the convolution and its normalization. */
  pool: boolean;
  /** The scale whose mask (or dropout) stands after this stage. */
  scale?: 'fine' | 'coarse';
}

const networks: Record<TwoScaleConfig['network'], readonly Stage[]> = {
  strided: [
    { filters: 12, kernelSize: 5, strides: 2, padding: 2, pool: false },
    { filters: 16, kernelSize: 2, strides: 2, padding: 0, pool: false, scale: 'fine' },
    { filters: 24, kernelSize: 2, strides: 2, padding: 0, pool: false },
    { filters: 32, kernelSize: 2, strides: 2, padding: 0, pool: false, scale: 'coarse' },
  ],
  pooled: [
    { filters: 8, kernelSize: 5, strides: 2, padding: 2, pool: true, scale: 'fine' },
    { filters: 12, kernelSize: 3, strides: 1, padding: 1, pool: true },
    { filters: 16, kernelSize: 3, strides: 1, padding: 1, pool: true },
    { filters: 24, kernelSize: 3, strides: 1, padding: 1, pool: true, scale: 'coarse' },
  ],
};

/**
 * The convolutional net of the experiment with the weights of `seed`, for square images of any size: its stages
 * (convolution, pooling, batch normalization, relu, mask), the mean over all positions, one logit a class.
 *
 * The weights depend on the seed and the layer only, so that all arms of a seed start from the same net.
 */
export function buildNetwork(config: TwoScaleConfig, seed: number): Sequential {
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
    if (stage.scale) addNoise(model, config, stage.scale, foldIn(key(seed), stage.scale));
  });
  model.add(layers.globalAveragePooling2d({ name: 'mean' }));
  const classes = config.fineLengths.length * config.coarseLengths.length;
  model.add(layers.dense({ units: classes, kernelInitializer: 'zeros', name: 'logits' }));
  initialize(model, foldIn(key(seed), 'weights'), { convolution: 'he-normal', dense: 'uniform' });
  return model;
}

function addNoise(model: Sequential, config: TwoScaleConfig, scale: 'fine' | 'coarse', noiseKey: Key): void {
  const rate = scale === 'fine' ? config.fineRate : config.coarseRate;
  const axes = config.maskPerImage ? [0, 1, 2] : [1, 2];
  if (rate > 0) {
    model.add(backdropLayer({ rate, axes, seed: seedOf(foldIn(noiseKey, 'mask')), name: `${scale}-mask` }));
  }
  if (config.dropoutRate > 0) {
    model.add(
      dropoutLayer({
        rate: config.dropoutRate,
        seed: seedOf(foldIn(noiseKey, 'dropout')),
        name: `${scale}-dropout`,
      }),
    );
  }
}
