import { tensor, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { TrainingState } from './checkpoint';
import type { MomentumTrainer } from './momentum';

/** Copies everything that a step changes: all weights of the model, steps of its masks included, and the velocities. */
export function captureState(
  model: LayersModel,
  trainer: MomentumTrainer,
): Pick<TrainingState, 'weights' | 'velocities'> {
  return {
    weights: model.weights.map((weight) => weight.read().dataSync<'float32' | 'int32'>().slice()),
    velocities: trainer.velocities.map((velocity) => velocity.slice()),
  };
}

/** Puts back what `captureState` copied, into a model and trainer of the same settings. */
export function restoreState(
  model: LayersModel,
  trainer: MomentumTrainer,
  { weights, velocities }: Pick<TrainingState, 'weights' | 'velocities'>,
): void {
  tidy(() => {
    model.weights.forEach((weight, index) => {
      const { shape, dtype } = weight.read();
      weight.write(tensor(weights[index]!, shape, dtype));
    });
  });
  for (const [index, velocity] of trainer.velocities.entries()) velocity.set(velocities[index]!);
}
