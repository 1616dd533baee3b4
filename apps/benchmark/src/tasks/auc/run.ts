import { pairwiseAucLoss, rocAuc } from '@backdropjs/losses';
import { toTfjs } from '@backdropjs/losses/tfjs';
import { backdrop } from '@backdropjs/operator';
import { foldIn, type Key, key } from '@backdropjs/random';
import { dispose, type Tensor, type Tensor2D, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import type { CurvePoint } from '../../records/record';
import { initialize } from '../training/initialize';
import { MomentumTrainer } from '../training/momentum';
import type { AucConfig } from './config';
import { drawMinibatch } from './minibatch';
import type { Split } from './split';
import type { Samples } from './table';

// A minibatch without a pair ranks nothing: its gradient is zero, and the momentum coasts.
const rankingLoss = toTfjs(pairwiseAucLoss({ surrogate: 'sigmoid', onUndefined: 'zero' }));

/** Trains one multilayer perceptron on the pairwise sigmoid ROC AUC loss, the scores' gradient masked by sample. */
export function trainAuc(config: AucConfig, seed: number, { train, test }: Split): CurvePoint[] {
  const model = buildPerceptron(config, train.width, seed);
  const trainer = new MomentumTrainer(model, config);
  const whole = config.minibatch === null ? toTensors(train) : undefined;
  const testSet = toTensors(test);
  const maskKey = foldIn(key(seed), 'samples mask');
  const batchKey = foldIn(key(seed), 'minibatch');
  const curve: CurvePoint[] = [];

  for (let step = 0; step < config.steps; step++) {
    const batch = whole ?? toTensors(drawMinibatch(train, config.minibatch!, foldIn(batchKey, step)));
    const loss = () => {
      const scores = model.apply(batch.features, { training: true }) as Tensor;
      return rankingLoss(batch.labels, mask(scores, config.rate, foldIn(maskKey, step)));
    };
    trainer.step(loss, config.learningRate);
    if (batch !== whole) dispose(Object.values(batch));
    const done = step + 1;
    if (done % config.evaluateEvery === 0 || done === config.steps) {
      curve.push({ step: done, auc: evaluate(model, testSet.features, test.labels) });
    }
  }

  trainer.dispose();
  model.dispose();
  dispose([testSet, whole ?? []].flatMap(Object.values));
  return curve;
}

/** Masks the gradient sample by sample; the identity at rate 0. */
function mask(scores: Tensor, rate: number, key: Key): Tensor {
  return rate > 0 ? backdrop(scores, { rate, axes: [0], key }) : scores;
}

function buildPerceptron({ hidden }: AucConfig, width: number, seed: number): Sequential {
  const model = sequential({ name: 'perceptron' });
  hidden.forEach((units, index) => {
    model.add(
      layers.dense({
        units,
        activation: 'relu',
        kernelInitializer: 'zeros',
        ...(index === 0 && { inputShape: [width] }),
        name: `hidden${index}`,
      }),
    );
  });
  model.add(layers.dense({ units: 1, kernelInitializer: 'zeros', name: 'score' }));
  initialize(model, foldIn(key(seed), 'weights'), { convolution: 'he-normal', dense: 'uniform' });
  return model;
}

function evaluate(model: Sequential, features: Tensor2D, labels: Float32Array): number {
  const scores = tidy(() => model.predictOnBatch(features) as Tensor);
  const auc = rocAuc(scores.dataSync(), labels);
  scores.dispose();
  return auc;
}

function toTensors({ features, labels, width }: Samples) {
  return { features: tensor2d(features, [labels.length, width]), labels: tensor1d(labels) };
}
