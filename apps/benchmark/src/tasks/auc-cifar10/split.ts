import type { Cifar10 } from '../../data/cifar-10/read';
import { classNames, type Records, side } from '../../data/cifar-10/records';
import { drawTraining } from '../auc/draw-training';
import type { Samples, Split } from '../auc/samples';
import type { AucCifar10Config } from './config';

/** Draws training images of the positive class and of all others by seed; every seed has the same test images. */
export function splitCifar10({ train, test }: Cifar10, config: AucCifar10Config, seed: number): Split {
  const positive = classNames.indexOf(config.positiveClass);
  const labels = Array.from(train.labels, (label) => Number(label === positive));
  const testIndices = [...test.labels.keys()].slice(0, config.testImages);
  return {
    train: toSamples(train, drawTraining(labels, config, seed), positive),
    test: toSamples(test, testIndices, positive),
  };
}

/** The chosen images with their channels last, each value from -1 to 1. */
function toSamples({ labels, images }: Records, chosen: readonly number[], positive: number): Samples {
  const pixels = side * side;
  const features = new Float32Array(chosen.length * pixels * 3);
  chosen.forEach((index, sample) => {
    for (let channel = 0; channel < 3; channel++) {
      for (let pixel = 0; pixel < pixels; pixel++) {
        features[(sample * pixels + pixel) * 3 + channel] =
          images[index]![channel * pixels + pixel]! / 127.5 - 1;
      }
    }
  });
  return {
    features,
    labels: Float32Array.from(chosen, (index) => Number(labels[index] === positive)),
    shape: [side, side, 3],
  };
}
