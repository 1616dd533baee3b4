import { pairwiseAucLoss, rocAuc } from '@backdropjs/losses';
import { nonDecomposableGradients } from '@backdropjs/operator/non-decomposable';
import { foldIn, key, uniform } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { drawBatches, drawSamples, type Samples } from './samples';
import { type Method, map, type Outcome, type Settings, type Trained } from './settings';

const learningRate = 0.02;

/** The mean of log(1 + exp(-score)) over positives and log(1 + exp(score)) over negatives. */
const crossEntropy = {
  valueAndGrad(scores: Float32Array, labels: Uint8Array) {
    const grad = scores.map((score, i) => (1 / (1 + Math.exp(-score)) - labels[i]!) / scores.length);
    const sum = scores.reduce(
      (sum, s, i) => sum + Math.max(s, 0) - s * labels[i]! + Math.log1p(Math.exp(-Math.abs(s))),
      0,
    );
    return { value: sum / scores.length, grad };
  },
};

/** Trains by all chosen methods, on one seed or on several. */
export async function compare(
  settings: Settings,
  report: (outcome: Outcome) => void = () => {},
): Promise<Outcome> {
  const outcome: Outcome = {
    samples: drawSamples(settings, 'train'),
    testLabels: drawSamples(settings, 'test').labels,
    trained: [],
    bySeed: Object.fromEntries(settings.methods.map((method) => [method, []])),
  };
  for (let i = 0; i < Number(settings.seeds); i++) {
    for (const method of settings.methods) {
      const trained = await train({ ...settings, seed: settings.seed + i }, method);
      if (i === 0) outcome.trained.push(trained);
      outcome.bySeed[method]!.push(trained.auc.test);
      report({ ...outcome });
    }
  }
  return outcome;
}

/** A network of 2, 16, 16 and 1 units, the same for all methods of a seed. */
function network(seed: number) {
  const units = [2, 16, 16, 1];
  const [weights, biases] = tf.tidy(() => [
    units.slice(1).map((outputs, i) => {
      const inputs = units[i]!;
      const drawn = uniform(foldIn(key(seed), 'weights', i), new Float32Array(inputs * outputs));
      const bound = Math.sqrt(6 / (inputs + outputs));
      const scaled = drawn.map((u) => (2 * u - 1) * bound);
      return tf.variable(tf.tensor2d(scaled, [inputs, outputs])) as tf.Variable<tf.Rank.R2>;
    }),
    units.slice(1).map((outputs) => tf.variable(tf.zeros([outputs]))),
  ]) as [tf.Variable<tf.Rank.R2>[], tf.Variable[]];
  const forward = (x: tf.Tensor) =>
    weights.reduce<tf.Tensor>((h, w, i) => {
      const sums = tf.add(tf.matMul(h as tf.Tensor2D, w), biases[i]!);
      return i < 2 ? tf.tanh(sums) : sums;
    }, x);
  return { forward, variables: [...weights, ...biases] };
}

// #region snippet
/** Trains one network by one of the methods, each for the same number of steps. */
export async function train(settings: Settings, method: Method): Promise<Trained> {
  const [samples, test] = [drawSamples(settings, 'train'), drawSamples(settings, 'test')];
  const everything = Uint32Array.from(samples.labels.keys());
  const isInBatches = method === 'entropy' || method === 'batch';
  const { forward, variables } = network(settings.seed);
  const optimizer = tf.train.adam(learningRate);
  let [pairs, empty, loss] = [0, 0, Number.NaN];
  const start = performance.now();
  for (const [step, batch] of drawBatches(settings).entries()) {
    const { points, labels } = part(samples, isInBatches ? batch : everything);
    const positives = labels.reduce((sum, label) => sum + label, 0);
    const compared = positives * (labels.length - positives);
    if (compared === 0) empty++;
    if (method !== 'entropy') pairs += compared;
    // Without a pair, there is no AUC to learn from.
    if (method !== 'entropy' && compared === 0) continue;
    const { value, grads } = await nonDecomposableGradients({
      forward,
      variables,
      inputs: points,
      inputShape: [2],
      labels,
      loss: method === 'entropy' ? crossEntropy : pairwiseAucLoss(),
      rate: method === 'masked' ? settings.rate : 0,
      key: foldIn(key(settings.seed), 'masks', step),
      chunkSize: labels.length,
    });
    optimizer.applyGradients(variables.map(({ name }) => ({ name, tensor: grads[name]! })));
    tf.dispose(grads);
    loss = value;
  }
  // #endregion snippet
  const milliseconds = (performance.now() - start) / settings.steps;
  const scoresOf = async (points: Float32Array) => {
    const scores = tf.tidy(() => forward(tf.tensor2d(points, [points.length / 2, 2])));
    const values = (await scores.data()) as Float32Array;
    scores.dispose();
    return values;
  };
  const scores = { train: await scoresOf(samples.points), test: await scoresOf(test.points) };
  const trained = {
    method,
    auc: { train: rocAuc(scores.train, samples.labels), test: rocAuc(scores.test, test.labels) },
    pairs: pairs / settings.steps,
    empty,
    loss,
    milliseconds,
    scores,
    map: await scoresOf(mapPoints()),
  };
  tf.dispose(variables);
  optimizer.dispose();
  return trained;
}

function part({ points, labels }: Samples, indices: Uint32Array): Samples {
  return {
    points: Float32Array.from(
      { length: 2 * indices.length },
      (_, i) => points[2 * indices[i >> 1]! + (i % 2)]!,
    ),
    labels: Uint8Array.from(indices, (i) => labels[i]!),
  };
}

/** Where the map of scores has its points, row by row from the upper left. */
function mapPoints(): Float32Array {
  const { side, reach } = map;
  const at = (index: number) => (2 * reach * (index + 0.5)) / side - reach;
  return Float32Array.from({ length: 2 * side * side }, (_, i) => {
    const point = i >> 1;
    return i % 2 === 0 ? at(point % side) : -at(Math.floor(point / side));
  });
}
