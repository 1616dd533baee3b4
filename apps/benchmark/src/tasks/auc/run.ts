import { rocAuc } from '@backdropjs/losses';
import { backdrop } from '@backdropjs/operator';
import { foldIn, type Key, key } from '@backdropjs/random';
import { dispose, type Tensor, tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { Sequential } from '@tensorflow/tfjs-layers';
import type { CurvePoint } from '../../records/record';
import { measure, type Outcome, type Training } from '../outcome';
import { MomentumTrainer } from '../training/momentum';
import type { AucConfig } from './config';
import { lossOf } from './loss';
import { drawMinibatch } from './minibatch';
import type { Samples, Split } from './samples';

/** Trains a net and measures its test AUC; `bestAuc` is what stopping at the best point would have given. */
export function runAuc(config: AucConfig, seed: number, split: Split, build: () => Sequential): Outcome {
  const outcome = measure(() => trainAuc(config, seed, split, build()));
  const bestAuc = Math.max(...outcome.curve.map((point) => point['auc']!));
  return { ...outcome, metrics: { ...outcome.metrics, bestAuc } };
}

/** The loss sees all scores of a batch; their gradient is masked sample by sample. Disposes of the model. */
function trainAuc(
  config: AucConfig,
  seed: number,
  { train, test }: Split,
  model: Sequential,
): Omit<Training, 'seconds'> {
  const trainer = new MomentumTrainer(model, config);
  const loss = lossOf(config);
  const whole = config.minibatch === null ? toTensors(train) : undefined;
  const maskKey = foldIn(key(seed), 'samples mask');
  const batchKey = foldIn(key(seed), 'minibatch');
  const curve: CurvePoint[] = [];
  let diverged = false;

  for (let step = 0; step < config.steps; step++) {
    const batch = whole ?? toTensors(drawMinibatch(train, config.minibatch!, foldIn(batchKey, step)));
    trainer.step(() => {
      const scores = model.apply(batch.features, { training: true }) as Tensor;
      return loss(batch.labels, mask(scores, config.rate, foldIn(maskKey, step)));
    }, config.learningRate);
    if (batch !== whole) dispose(Object.values(batch));
    const done = step + 1;
    if (done % config.evaluateEvery === 0 || done === config.steps) {
      const auc = testAuc(model, test);
      diverged = auc === undefined;
      curve.push({ step: done, auc: auc ?? chance });
    }
  }

  model.dispose();
  if (whole) dispose(Object.values(whole));
  return { curve, ...(diverged && { diverged }) };
}

/** Masks the gradient sample by sample; the identity at rate 0. */
function mask(scores: Tensor, rate: number, key: Key): Tensor {
  return rate > 0 ? backdrop(scores, { rate, axes: [0], key }) : scores;
}

/** Samples per forward pass, to bound the memory of the feature maps. */
const chunk = 500;

/** The AUC of scores that rank nothing. */
const chance = 0.5;

/** Undefined if the net has diverged: a score is not finite. */
function testAuc(model: Sequential, { features, labels, shape }: Samples): number | undefined {
  const width = features.length / labels.length;
  const scores = new Float32Array(labels.length);
  for (let start = 0; start < labels.length; start += chunk) {
    const end = Math.min(start + chunk, labels.length);
    const some = features.subarray(start * width, end * width);
    const output = tidy(() => model.predictOnBatch(tensor(some, [end - start, ...shape])) as Tensor);
    scores.set(output.dataSync(), start);
    output.dispose();
  }
  return scores.every(Number.isFinite) ? rocAuc(scores, labels) : undefined;
}

function toTensors({ features, labels, shape }: Samples) {
  return { features: tensor(features, [labels.length, ...shape]), labels: tensor1d(labels) };
}
