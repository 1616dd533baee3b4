// Errors of every export for tfjs have the one form, as those of errors.test.ts; so have those of the functions they return.
import '@tensorflow/tfjs-backend-cpu';
import { pairwiseAucLoss, rocAuc, softRank } from '@backdropjs/losses';
import { stratifiedBatches } from '@backdropjs/losses/batches';
import * as layersEntry from '@backdropjs/losses/layers';
import * as tfjsEntry from '@backdropjs/losses/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { afterAll, describe, expect, it } from 'vitest';
import { mmdLoss } from '../src/losses/mmd';
import { type Call, refusals } from './refusals';

const x = tf.tensor2d([1, 2, 3, 4], [4, 1]);
const y = tf.tensor1d([0, 1, 1, 0]);
const model = layers.sequential({ layers: [layers.layers.dense({ inputShape: [1], units: 1 })] });
const loss = tfjsEntry.toTfjs(pairwiseAucLoss());
const dataset = { batchSize: 2, seed: 1 };
afterAll(() => tf.dispose([x, y]));

/** Right arguments of a call of each export, and who may speak in its errors besides it. */
const calls: Record<string, { right: unknown[]; also?: string[] }> = {
  asDataset: { right: [x, y, stratifiedBatches([0, 1, 1, 0], dataset)] },
  evaluateMetrics: { right: [model, x, y, { auc: rocAuc }, { batchSize: 2 }] },
  metricsCallback: { right: [{ auc: rocAuc }, x, y, { prefix: 'p' }] },
  skipUndefinedBatches: { right: [loss] },
  stratifiedDataset: { right: [x, y, dataset], also: ['stratifiedBatches'] },
  toTfjs: { right: [pairwiseAucLoss(), { targets: ['labels'] }], also: ['pairwiseAucLoss', 'mmdLoss'] },
  toTfjsOperator: { right: [softRank, { direction: 'DESCENDING' }], also: ['softRank', 'pairwiseAucLoss'] },
  valueAndGradAsync: { right: [pairwiseAucLoss(), y, x, {}], also: ['pairwiseAucLoss'] },
  variableGradsAsync: {
    right: [pairwiseAucLoss(), y, () => tf.mul(weight, x), {}],
    also: ['pairwiseAucLoss'],
  },
};
const weight = tf.variable(tf.scalar(1));

const all: Record<string, unknown> = { ...tfjsEntry, ...layersEntry };

it('every export has its call', () => {
  expect(Object.keys(calls).sort()).toEqual(Object.keys(all).sort());
});

describe.each(Object.entries(calls))('%s', (name, { right, also = [] }) => {
  it('takes its right arguments, and refuses wrong ones in the one form, without a leak', async () => {
    tf.dispose((await (all[name] as Call)(...right)) as never);
    const before = tf.memory().numTensors;
    const run = async (...list: unknown[]) => tf.dispose((await (all[name] as Call)(...list)) as never);
    const refused = await refusals([name, ...also], run, right, [pairwiseAucLoss, mmdLoss()]);
    expect(refused).toBeGreaterThan(15);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses each option', async () => {
    const options = right.at(-1) as object;
    if (Object.getPrototypeOf(options) !== Object.prototype || name === 'asDataset') return;
    for (const option of Object.keys(options)) {
      const run = (value: unknown) =>
        (all[name] as Call)(...right.slice(0, -1), { ...options, [option]: value });
      expect(await refusals([name, ...also], run, [undefined]), option).toBeGreaterThan(5);
    }
  });
});

it.each([
  ['a loss', ['pairwiseAucLoss'], loss as Call, [y, x]],
  ['a loss of vectors', ['mmdLoss'], tfjsEntry.toTfjs(mmdLoss()) as Call, [x, x]],
  ['an operator', ['toTfjsOperator'], tfjsEntry.toTfjsOperator(softRank) as Call, [x]],
])('what is returned refuses what are no tensors: %s', async (_, callers, run, right) => {
  expect(await refusals(callers, run, right)).toBe(20 * right.length);
});

it('losses of two sets of vectors refuse what is no matrix', () => {
  const of = tfjsEntry.toTfjs(mmdLoss({ bandwidth: 1 }));
  const right = tf.ones([3, 2]);
  for (const wrong of [tf.ones([6]), tf.ones([3, 2, 1])]) {
    for (const [yTrue, yPred] of [
      [right, wrong],
      [wrong, right],
    ])
      expect(() => of(yTrue!, yPred!)).toThrow('mmdLoss: yTrue and yPred must have rank 2, got shapes');
    wrong.dispose();
  }
  right.dispose();
});
