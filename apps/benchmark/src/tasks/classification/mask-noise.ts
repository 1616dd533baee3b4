import { gaussianGradient, isotropicGradient, reflectedGradient } from '@backdropjs/operator/noise';
import type { Key } from '@backdropjs/random';
import { clone, type NamedTensorMap, type Variable, variableGrads } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ChangeGradients } from '../training/momentum';
import type { ClassifierConfig } from './config';
import { type Batch, lossOf } from './loss';

/** Masked gradients whose covariance Gaussian noise is drawn with. */
const gaussianDraws = 8;

/** The nets of a step: the same weights, without and with masks. */
export interface Nets {
  model: LayersModel;
  masked: LayersModel;
}

/**
 * What takes the place of the masked gradient: a function of the full gradient and of masked ones at the current weights.
 * Undefined where the masked gradient itself is followed.
 */
export function maskNoise(
  { matchedNoise, noise = 'masked' }: Pick<ClassifierConfig, 'matchedNoise' | 'noise'>,
  { model, masked }: Nets,
  batch: Batch,
  key: Key,
): ChangeGradients | undefined {
  const draw = (count: number) => maskedGradients(model, masked, batch, count);
  if (matchedNoise) return (full) => isotropicGradient(full, draw(1), key);
  if (noise === 'reflected') return (full) => reflectedGradient(full, draw(1)[0]!);
  if (noise === 'gaussian') return (full) => gaussianGradient(full, draw(gaussianDraws), key);
  return undefined;
}

/** Gradients under masks drawn one after another. */
function maskedGradients(
  model: LayersModel,
  masked: LayersModel,
  batch: Batch,
  count: number,
): NamedTensorMap[] {
  // The further forward passes of a step must not move the averages of batch normalization a second time.
  const averages = model.nonTrainableWeights.map((weight) => clone(weight.read()));
  const variables = model.trainableWeights.map((weight) => weight.read() as Variable);
  const gradients = Array.from(
    { length: count },
    () => variableGrads(lossOf(masked, batch), variables).grads,
  );
  model.nonTrainableWeights.forEach((weight, index) => {
    weight.write(averages[index]!);
  });
  return gradients;
}
