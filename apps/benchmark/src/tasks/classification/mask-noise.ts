import type { Key } from '@backdropjs/random';
import { clone, type Variable, variableGrads } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { addMatchedNoise } from '../training/matched-noise';
import type { ChangeGradients } from '../training/momentum';
import { type Batch, lossOf } from './loss';

/** Adds to the model's full gradients Gaussian noise of the size that the masks of `masked` would have added now. */
export function maskNoise(model: LayersModel, masked: LayersModel, batch: Batch, key: Key): ChangeGradients {
  return (full) => {
    // The second forward pass of the step must not move the averages of batch normalization a second time.
    const averages = model.nonTrainableWeights.map((weight) => clone(weight.read()));
    const variables = model.trainableWeights.map((weight) => weight.read() as Variable);
    const { grads } = variableGrads(lossOf(masked, batch), variables);
    model.nonTrainableWeights.forEach((weight, index) => {
      weight.write(averages[index]!);
    });
    return addMatchedNoise(full, grads, key);
  };
}
