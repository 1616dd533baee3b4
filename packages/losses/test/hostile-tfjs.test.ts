// Hostile arguments to every export of ./tfjs and ./layers and to what they return, see tools/testing/fuzz.ts: an error of ours or finite
// numbers, and no tensor left.
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as main from '@backdropjs/losses';
import * as batches from '@backdropjs/losses/batches';
import * as layersEntry from '@backdropjs/losses/layers';
import * as tfjsEntry from '@backdropjs/losses/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { hasForm, itSurvives, type Subject } from '../../../tools/testing/fuzz';

type Call = (...args: never[]) => unknown;
const model = layers.sequential({ layers: [layers.layers.dense({ inputShape: [1], units: 1 })] });
model.predict(tf.ones([1, 1]));
const weight = tf.variable(tf.scalar(1));
const loss = tfjsEntry.toTfjs(main.pairwiseAucLoss());
const x = () => tf.tensor2d([1, 2, 3, 4], [4, 1]);
const y = () => tf.tensor1d([0, 1, 1, 0]);
const plan = batches.stratifiedBatches([0, 1, 1, 0], { batchSize: 2, seed: 1 });

const subjects: Record<string, Subject> = {
  asDataset: { args: () => [x(), y(), plan], run: layersEntry.asDataset as Call },
  evaluateMetrics: {
    args: () => [model, x(), y(), { auc: main.rocAuc }, { batchSize: 2 }],
    run: layersEntry.evaluateMetrics as Call,
  },
  metricsCallback: {
    args: () => [{ auc: main.rocAuc }, x(), y(), { prefix: 'p' }],
    run: layersEntry.metricsCallback as Call,
  },
  skipUndefinedBatches: { args: () => [loss], run: layersEntry.skipUndefinedBatches as Call },
  stratifiedDataset: {
    args: () => [x(), y(), { batchSize: 2, seed: 1 }],
    run: layersEntry.stratifiedDataset as Call,
  },
  toTfjs: {
    args: () => [main.pairwiseAucLoss(), { targets: ['labels'], layout: 'labels' }],
    run: tfjsEntry.toTfjs as Call,
  },
  'toTfjs, its loss': { args: () => [y(), x()], run: loss as Call, wrong: finiteTensor },
  toTfjsOperator: {
    args: () => [main.softRank, { direction: 'DESCENDING' }],
    run: tfjsEntry.toTfjsOperator as Call,
  },
  'toTfjsOperator, its operator': {
    args: () => [x()],
    run: tfjsEntry.toTfjsOperator(main.softRank) as Call,
    wrong: finiteTensor,
  },
  valueAndGradAsync: {
    args: () => [main.pairwiseAucLoss(), y(), x(), {}],
    run: tfjsEntry.valueAndGradAsync as Call,
  },
  variableGradsAsync: {
    args: () => [main.pairwiseAucLoss(), y(), () => tf.mul(weight, tf.tensor1d([1, 2, 3, 4])), {}],
    run: tfjsEntry.variableGradsAsync as Call,
  },
};

function finiteTensor(result: tf.Tensor): string | undefined {
  const bad = Array.from(result.dataSync()).find((value) => !Number.isFinite(value));
  return bad === undefined ? undefined : `${bad} in the result`;
}

it('every export is listed', () => {
  const listed = Object.keys(subjects).filter((name) => !name.includes(','));
  expect(listed.sort()).toEqual(Object.keys({ ...tfjsEntry, ...layersEntry }).sort());
});

/** Tensors among what was given, wherever they were put: of an object of tensors the parts. */
const release = (...given: unknown[]) => {
  const walk = (value: unknown, depth: number): void => {
    try {
      if (value instanceof tf.Variable) return;
      if (value instanceof tf.Tensor) {
        value.dispose();
        return;
      }
      if (depth === 0 || Object(value) !== value) return;
      const isOpen = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
      if (isOpen && (value as []).length !== 2 ** 32 - 1)
        for (const part of Object.values(value as object)) walk(part, depth - 1);
    } catch {
      // A value that throws when it is looked at holds no tensor.
    }
  };
  for (const value of given) walk(value, 4);
};

itSurvives({
  subjects,
  inputs: 60,
  values: [
    () => main.pairwiseAucLoss(),
    () => main.mmdLoss(),
    () => main.rocAuc,
    () => model,
    () => plan,
    () => weight,
  ],
  count: () => tf.memory().numTensors,
  release,
  isOurs: (error) =>
    error instanceof main.LossInputError &&
    hasForm(error, [...Object.keys(subjects), ...Object.keys(main), ...Object.keys(batches)]),
});
