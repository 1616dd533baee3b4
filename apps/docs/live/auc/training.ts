import { pairwiseAucLoss, rocAuc } from '@backdropjs/losses';
import { fitNonDecomposable } from '@backdropjs/operator/layers';
import { foldIn, key, normal, uniform } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { steps, type TrainingPoint } from './settings';

/** Everything that the curves depend on. */
export interface TrainingSettings {
  seed: number;
  /** Chance in [0, 1) that a sample's gradient is dropped. */
  rate: number;
}

const features = 10;
/** Of positives and negatives. */
const counts = { train: [10, 190], test: [100, 1900] } as const;

/** Positives are moved by a little along every feature. */
function draw(seed: number, part: keyof typeof counts) {
  const [positives, negatives] = counts[part];
  const labels = new Float32Array(positives + negatives).fill(1, 0, positives);
  const noise = normal(foldIn(key(seed), part), new Float32Array(labels.length * features));
  return { labels, inputs: noise.map((z, i) => z + 0.4 * labels[Math.floor(i / features)]!) };
}

function network(seed: number) {
  const units = [features, 32, 16, 1];
  const model = sequential();
  for (const [i, inputs] of units.slice(0, -1).entries()) {
    const activation = i === 2 ? 'linear' : 'relu';
    model.add(layers.dense({ units: units[i + 1]!, inputShape: [inputs], activation, useBias: false }));
  }
  tf.tidy(() => {
    const drawn = model.getWeights().map(({ shape }, i) => {
      const [inputs, outputs] = shape as [number, number];
      const bound = Math.sqrt(6 / (inputs + outputs));
      const numbers = uniform(foldIn(key(seed), 'weights', i), new Float32Array(inputs * outputs));
      return tf.tensor2d(
        numbers.map((u) => (2 * u - 1) * bound),
        [inputs, outputs],
      );
    });
    model.setWeights(drawn);
  });
  return model;
}

/** Trains on all pairs of a positive and a negative, and reports each step. */
export async function train(
  { seed, rate }: TrainingSettings,
  onStep: (point: TrainingPoint) => void,
): Promise<void> {
  const [training, test] = [draw(seed, 'train'), draw(seed, 'test')];
  const model = network(seed);
  const optimizer = tf.train.sgd(2);
  const auc = ({ inputs, labels }: typeof training) =>
    tf.tidy(() => {
      const scores = model.predict(tf.tensor2d(inputs, [labels.length, features])) as tf.Tensor;
      return rocAuc(scores.dataSync(), labels);
    });
  try {
    await fitNonDecomposable(model, {
      ...training,
      loss: pairwiseAucLoss(),
      optimizer,
      rate,
      key: foldIn(key(seed), 'masks'),
      epochs: steps,
      callbacks: {
        onEpochEnd: (step) => onStep({ step, train: auc(training), test: auc(test) }),
      },
    });
  } finally {
    model.dispose();
    optimizer.dispose();
  }
}
