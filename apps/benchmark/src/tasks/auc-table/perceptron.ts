import { foldIn, key } from '@backdropjs/random';
import { layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import { initialize } from '../training/initialize';

/** A multilayer perceptron with relu between its layers and one score a sample, with the weights of `seed`. */
export function buildPerceptron(
  hidden: readonly number[],
  inputShape: readonly number[],
  seed: number,
): Sequential {
  const model = sequential({ name: 'perceptron' });
  hidden.forEach((units, index) => {
    model.add(
      layers.dense({
        units,
        activation: 'relu',
        kernelInitializer: 'zeros',
        ...(index === 0 && { inputShape: [...inputShape] }),
        name: `hidden${index}`,
      }),
    );
  });
  model.add(layers.dense({ units: 1, kernelInitializer: 'zeros', name: 'score' }));
  initialize(model, foldIn(key(seed), 'weights'), { convolution: 'he-normal', dense: 'uniform' });
  return model;
}
