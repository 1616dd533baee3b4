import { foldIn, key } from '@backdropjs/random';
import { dispose } from '@tensorflow/tfjs-core';
import type { Training } from '../outcome';
import type { Checkpoint } from '../training/checkpoint';
import { cosineLearningRate } from '../training/learning-rate';
import { MomentumTrainer } from '../training/momentum';
import { captureState, restoreState } from '../training/state';
import { createBatches } from './batches';
import type { ClassifierConfig } from './config';
import { chance, evaluate } from './evaluate';
import type { ImageSet } from './image-set';
import { lossOf } from './loss';
import { maskNoise } from './mask-noise';
import { buildNetwork, withMasks } from './network';

/** Trains one net and evaluates it on the test images along the way; goes on from the checkpoint if there is one. */
export function trainClassifier(
  config: ClassifierConfig,
  seed: number,
  { train, test }: { train: ImageSet; test: ImageSet },
  checkpoint?: Checkpoint,
): Training {
  const saved = checkpoint?.load();
  const start = performance.now() - 1000 * (saved?.seconds ?? 0);
  const seconds = () => (performance.now() - start) / 1000;

  const model = buildNetwork(config, train.classes, seed);
  const masked = withMasks(model, config, seed);
  const trainer = new MomentumTrainer(model, config);
  const batches = createBatches(config, train, seed);
  const noiseKey = foldIn(key(seed), 'matched noise');
  const curve = saved ? [...saved.curve] : [];
  let diverged = false;
  if (saved) restoreState(masked, trainer, saved);

  for (let step = saved?.step ?? 0; step < config.steps; ) {
    const batch = batches.at(step);
    const learningRate = cosineLearningRate(config, step);
    if (config.matchedNoise) {
      const change = maskNoise(model, masked, batch, foldIn(noiseKey, step));
      trainer.step(lossOf(model, batch), learningRate, change);
    } else {
      trainer.step(lossOf(masked, batch), learningRate);
    }
    step++;
    if (step % config.evaluateEvery === 0 || step === config.steps) {
      const measured = evaluate(model, test);
      diverged = measured === undefined;
      curve.push({ step, ...(measured ?? chance(test)) });
    }
    if (checkpoint?.due && step < config.steps) {
      checkpoint.save({ step, curve, seconds: seconds(), ...captureState(masked, trainer) });
    }
  }

  batches.dispose();
  dispose(masked.weights.map((weight) => weight.read()));
  return { curve, seconds: seconds(), ...(diverged && { diverged }) };
}
