import { type BackendName, initBackend } from '@backdropjs/backend';
import * as losses from '@backdropjs/losses';
import { toTfjs } from '@backdropjs/losses/tfjs';
import { foldIn, key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backdrop } from '../src/index';
import { type NonDecomposableOptions, nonDecomposableGradients } from '../src/non-decomposable';

const n = 20;
const features = 5;
const gaussian = (name: string, length: number) => normal(foldIn(key(8), name), new Float32Array(length));
const numbers = gaussian('x', n * features);

const binary = Float32Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 1 : 0));
const relevance = Float32Array.from({ length: n }, (_, i) => (i * 7) % 4);
const time = Float32Array.from({ length: n }, (_, i) => 1 + ((i * 13) % 17));
const vectors = gaussian('y', n * 3);

interface Case {
  loss: losses.Loss | losses.SurvivalLoss | losses.RowsLoss;
  labels: Float32Array | losses.SurvivalLabels;
  /** Shape of the labels as a tensor. */
  shape: number[];
  /** Scores of a sample; 1 by default. */
  width?: number;
  /** What makes scores of the network's outputs; the identity by default. */
  activation?: (x: tf.Tensor) => tf.Tensor;
}

const of = (loss: losses.Loss, labels = binary): Case => ({ loss, labels, shape: [n] });
const survival = (loss: losses.SurvivalLoss): Case => ({
  loss,
  labels: { time, event: binary },
  shape: [n, 2],
});
const rows = (loss: losses.RowsLoss): Case => ({ loss, labels: vectors, shape: [n, 3], width: 3 });

const cases: Record<string, Case> = {
  pairwiseAucLoss: of(losses.pairwiseAucLoss()),
  partialAucLoss: of(losses.partialAucLoss({ maxFpr: 0.5 })),
  aucMarginLoss: of(losses.aucMarginLoss()),
  averagePrecisionLoss: of(losses.averagePrecisionLoss({ temperature: 0.5 })),
  approxNdcgLoss: of(losses.approxNdcgLoss(), relevance),
  listwiseSoftmaxLoss: of(losses.listwiseSoftmaxLoss(), relevance),
  listMleLoss: of(losses.listMleLoss(), relevance),
  coxPartialLikelihoodLoss: survival(losses.coxPartialLikelihoodLoss()),
  softConcordanceLoss: survival(losses.softConcordanceLoss()),
  lovaszHingeLoss: of(losses.lovaszHingeLoss()),
  lovaszSoftmaxLoss: {
    loss: losses.lovaszSoftmaxLoss({ numClasses: 4 }),
    labels: relevance,
    shape: [n],
    width: 4,
    activation: (x) => tf.softmax(x),
  },
  softFBetaLoss: of(losses.softFBetaLoss({ fromLogits: true })),
  diceLoss: of(losses.diceLoss({ fromLogits: true })),
  tverskyLoss: of(losses.tverskyLoss({ fromLogits: true })),
  recallAtPrecisionLoss: of(losses.recallAtPrecisionLoss({ targetPrecision: 0.8 })),
  precisionAtRecallLoss: of(losses.precisionAtRecallLoss({ targetRecall: 0.8 })),
  infoNceLoss: rows(losses.infoNceLoss()),
  mmdLoss: rows(losses.mmdLoss()),
  distanceCorrelationLoss: rows(losses.distanceCorrelationLoss()),
};

it('has a case for every loss that there is', () => {
  expect(Object.keys(cases).sort()).toEqual(
    Object.keys(losses)
      .filter((name) => name.endsWith('Loss'))
      .sort(),
  );
});

describe.each<BackendName>(['wasm', 'cpu'])('on %s', (backend) => {
  let x: tf.Tensor2D;
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
    x = tf.tensor2d(numbers, [n, features]);
  });
  afterAll(() => x.dispose());

  const settings = Object.entries(cases).flatMap(([name, value]) =>
    [0, 0.8].map((rate) => [name, rate, value] as const),
  );

  it.each(settings)(
    '%s at rate %f: chunks of 1 to n give the gradients of the whole batch',
    async (_, rate, { loss, labels, shape, width = 1, activation = (x) => x }) => {
      const network = [
        tf.variable(tf.tensor2d(gaussian('w1', features * 6), [features, 6])),
        tf.variable(tf.tensor2d(gaussian('w2', 6 * width), [6, width])),
      ] as const;
      const forward = (inputs: tf.Tensor) =>
        activation(tf.matMul(tf.tanh(tf.matMul(inputs, network[0])), network[1]));
      const variables = [...network];
      const mask = foldIn(key(2), `rate ${rate}`);
      const yTrue = tf.tidy(() =>
        labels instanceof Float32Array
          ? tf.tensor(labels, shape)
          : tf.stack([tf.tensor(labels.time as Float32Array), tf.tensor(labels.event as Float32Array)], 1),
      );
      const whole = tf.variableGrads(
        () => toTfjs(loss)(yTrue, backdrop(forward(x), { rate, axes: [0], key: mask })),
        variables,
      );
      const options = {
        forward,
        // A loss of two sets of vectors takes tensors.
        ...('targets' in loss ? { loss, labels } : { loss: toTfjs(loss), labels: yTrue }),
        inputs: x,
        rate,
        key: mask,
        variables,
      } as NonDecomposableOptions<Float32Array>;
      for (let chunkSize = 1; chunkSize <= n; chunkSize++) {
        const { value, grads } = await nonDecomposableGradients({ ...options, chunkSize });
        expect(Math.abs(value - whole.value.dataSync()[0]!)).toBeLessThan(
          1e-5 * Math.max(1, Math.abs(value)),
        );
        for (const { name } of variables) {
          const [got, want] = [grads[name]!, whole.grads[name]!];
          expect(got.shape).toEqual(want.shape);
          expect(difference(got, want)).toBeLessThan(1e-5);
        }
        tf.dispose(grads);
      }
      tf.dispose([yTrue, whole.value, whole.grads, variables]);
    },
  );
});

/** The largest difference, over the largest magnitude. */
function difference(got: tf.Tensor, want: tf.Tensor): number {
  const largest = (x: tf.Tensor) => tf.tidy(() => tf.max(tf.abs(x)).dataSync()[0]!);
  expect(largest(want)).toBeGreaterThan(0);
  return tf.tidy(() => largest(tf.sub(got, want))) / largest(want);
}
