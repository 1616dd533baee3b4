import { foldIn, key } from '@backdropjs/random';
import {
  cast,
  losses,
  oneHot,
  type Scalar,
  type Tensor,
  tensor1d,
  tensor4d,
  tidy,
} from '@tensorflow/tfjs-core';
import type { CurvePoint } from '../../records/record';
import { cosineLearningRate } from '../training/learning-rate';
import { MomentumTrainer } from '../training/momentum';
import type { TwoScaleConfig } from './config';
import { randomCrops } from './crop';
import type { ImageSet } from './data';
import { evaluate } from './evaluate';
import { buildNetwork } from './network';

/** Trains one net on whole batches of the training images and evaluates it on the test images along the way. */
export function trainTwoScale(
  config: TwoScaleConfig,
  seed: number,
  { train, test }: { train: ImageSet; test: ImageSet },
): CurvePoint[] {
  const fineClasses = config.fineLengths.length;
  const classes = fineClasses * config.coarseLengths.length;
  const model = buildNetwork(config, seed);
  const trainer = new MomentumTrainer(model, config);
  const labels = tidy(() => cast(oneHot(tensor1d(train.labels, 'int32'), classes), 'float32'));
  const whole = config.crop === null ? toTensor(train) : undefined;
  const cropKey = foldIn(key(seed), 'crop');
  const curve: CurvePoint[] = [];

  for (let step = 0; step < config.steps; step++) {
    const batch = whole ?? toTensor(randomCrops(train, config.crop!, cropKey, step));
    const loss = () => {
      const logits = model.apply(batch, { training: true }) as Tensor;
      return losses.softmaxCrossEntropy(labels, logits) as Scalar;
    };
    trainer.step(loss, cosineLearningRate(config, step));
    if (batch !== whole) batch.dispose();
    const done = step + 1;
    if (done % config.evaluateEvery === 0 || done === config.steps) {
      curve.push({ step: done, ...evaluate(model, test, fineClasses) });
    }
  }

  trainer.dispose();
  model.dispose();
  labels.dispose();
  whole?.dispose();
  return curve;
}

function toTensor({ images, labels, size }: ImageSet) {
  return tensor4d(images, [labels.length, size, size, 1]);
}
