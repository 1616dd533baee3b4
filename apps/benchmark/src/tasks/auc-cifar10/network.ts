import { foldIn, key } from '@backdropjs/random';
import { layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import { initialize } from '../training/initialize';

/**
 * Convolutions with stride 2 (5 x 5, then 3 x 3) and relu, and a dense layer for one score an image. No batch
 * normalization: it would mix the gradients of masked samples into those of the others.
 */
export function buildConvolutionalNet(
  filters: readonly number[],
  inputShape: readonly number[],
  seed: number,
): Sequential {
  const model = sequential({ name: 'convolutional' });
  filters.forEach((count, index) => {
    model.add(
      layers.conv2d({
        filters: count,
        kernelSize: index === 0 ? 5 : 3,
        strides: 2,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: 'zeros',
        ...(index === 0 && { inputShape: [...inputShape] }),
        name: `conv${index}`,
      }),
    );
  });
  model.add(layers.flatten({ name: 'features' }));
  model.add(layers.dense({ units: 1, kernelInitializer: 'zeros', name: 'score' }));
  initialize(model, foldIn(key(seed), 'weights'), { convolution: 'he-normal', dense: 'uniform' });
  return model;
}
