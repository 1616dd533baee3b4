import { foldIn, key } from '@backdropjs/random';
import { dispose } from '@tensorflow/tfjs-core';
import type { Training } from '../outcome';
import type { Checkpoint } from '../training/checkpoint';
import { cosineLearningRate } from '../training/learning-rate';
import { MomentumTrainer } from '../training/momentum';
import { captureState, restoreState } from '../training/state';
import { createBatches } from './batches';
import type { ClassifierConfig } from './config';
import { chance, measure, predictLogits } from './evaluate';
import type { ImageSet } from './image-set';
import { lossOf } from './loss';
import { maskNoise } from './mask-noise';
import { buildNetwork, setMaskStep, withMasks } from './network';

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
  const { maskKept = 1 } = config;
  const noiseKey = foldIn(key(seed), 'matched noise');
  const curve = saved ? [...saved.curve] : [];
  let logits: Float32Array | undefined;
  if (saved) restoreState(masked, trainer, saved);

  for (let step = saved?.step ?? 0; step < config.steps; ) {
    const batch = batches.at(step);
    const learningRate = cosineLearningRate(config, step);
    // Else the masks count their draws themselves, of which a step may take several.
    if (maskKept > 1) setMaskStep(masked, Math.floor(step / maskKept));
    const change = maskNoise(config, { model, masked }, batch, foldIn(noiseKey, step));
    trainer.step(lossOf(change ? model : masked, batch), learningRate, change);
    step++;
    if (step % config.evaluateEvery === 0 || step === config.steps) {
      logits = predictLogits(model, test);
      curve.push({ step, ...(logits ? measure(logits, test, config) : chance(test, config)) });
    }
    if (checkpoint?.due && step < config.steps) {
      checkpoint.save({ step, curve, seconds: seconds(), ...captureState(masked, trainer) });
    }
  }

  batches.dispose();
  dispose(masked.weights.map((weight) => weight.read()));
  return {
    curve,
    seconds: seconds(),
    ...(!logits && { diverged: true }),
    ...(logits && config.keepLogits && { logits: Array.from(logits, rounded) }),
  };
}

/** Four decimals tell as much of areas, calibration and thresholds, and take half the room. */
function rounded(logit: number): number {
  return Math.round(logit * 1e4) / 1e4;
}
