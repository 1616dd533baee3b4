import { readFileSync } from 'node:fs';
import { initBackend, requireKernels } from '@backdropjs/backend';
import { createSampler, exponential, multiscale } from '@backdropjs/fields';
import {
  approxNdcgLoss,
  coxPartialLikelihoodLoss,
  diceLoss,
  type LossErrorCode,
  LossInputError,
  pairwiseAucLoss,
  softConcordanceLoss,
} from '@backdropjs/losses';
import { toTfjs } from '@backdropjs/losses/tfjs';
import { backdrop } from '@backdropjs/operator';
import { fitNonDecomposable, insertBackdrop, suggestMasks } from '@backdropjs/operator/layers';
import { key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';

// The pages that explain messages quote them: each is provoked here, and must be on its page.

const pages = ['../reference/errors.md', '../troubleshooting.md'].map((file) =>
  readFileSync(new URL(file, import.meta.url), 'utf8'),
);

/** A message as the pages may show it: cut where it begins to depend on what was given. */
const isShown = (message: string) => pages.some((page) => page.includes(message));

async function messageOf(provoke: () => unknown): Promise<string> {
  try {
    await provoke();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected an error');
}

const bad = (value: unknown) => value as never;
const dense = () => tfl.sequential({ layers: [tfl.layers.dense({ inputShape: [2], units: 1 })] });
const pairs = pairwiseAucLoss();

it('before a backend is started', async () => {
  const message = await messageOf(() => requireKernels(['Conv2D']));
  expect(message).toBe('requireKernels: a backend must have been started, got none; call initBackend first');
  expect(isShown(message)).toBe(true);
});

describe('with a backend', () => {
  beforeAll(() => initBackend({ backends: ['wasm'] }));

  it.each<[string, () => unknown]>([
    ['an unknown kernel', () => requireKernels(['Wavelet'])],
    ['an unknown option', () => initBackend(bad({ backend: 'wasm' }))],
    ['a rate of 1.2', () => backdrop(tf.ones([2, 2]), { rate: 1.2, axes: [0], key: key(1) })],
    ['a rate in quotes', () => backdrop(tf.ones([2, 2]), { rate: bad('0.5'), axes: [0], key: key(1) })],
    ['no key', () => backdrop(tf.ones([2, 2]), bad({ rate: 0.5, axes: [0] }))],
    ['an axis too many', () => backdrop(tf.ones([2, 2]), { rate: 0.5, axes: [5], key: key(1) })],
    ['integers', () => backdrop(tf.ones([2, 2], 'int32'), { rate: 0.5, axes: [0], key: key(1) })],
    ['no layer of the name', () => suggestMasks(dense(), { scales: [7] })],
    ['a batch of one class', () => toTfjs(pairs)(tf.tensor1d([0, 0]), tf.tensor1d([0, 1]))],
    ['a factory', () => toTfjs(bad(pairwiseAucLoss))],
    ['a matrix of scores', () => toTfjs(pairs)(tf.zeros([2, 2]), tf.zeros([2, 2]))],
    ['a size of 70', () => multiscale({ size: 70, scales: [[2]], amplitudes: [1], perClass: 1, seed: 1 })],
    [
      'a small torus',
      () => createSampler({ model: exponential({ correlationLength: 40 }), shape: [64, 64], seed: 1 }),
    ],
    ['a fraction as seed', () => key(1.5)],
    ['a number as key', () => normal(bad(1), 3)],
  ])('%s', async (_, provoke) => {
    const message = await messageOf(provoke);
    expect(isShown(message), message).toBe(true);
  });

  it.each<[string, () => unknown]>([
    [
      'initBackend: no backend could start.\nwebgl: @tensorflow/tfjs-backend-webgl ',
      () => initBackend({ backends: ['webgl'] }),
    ],
    [
      'insertBackdrop: after must be the name of a layer of the model, got "conv"; ',
      () => insertBackdrop(dense(), [{ after: 'conv', rate: 0.5, axes: [1] }]),
    ],
    [
      'fitNonDecomposable: forward must score a sample alike in every pass, got ',
      () => {
        const model = dense();
        model.add(tfl.layers.dropout({ rate: 0.5, seed: 1 }));
        const data = { inputs: tf.tensor(normal(key(1), new Float32Array(8)), [4, 2]), labels: [0, 1, 0, 1] };
        return fitNonDecomposable(model, {
          loss: pairs,
          optimizer: 'sgd',
          ...data,
          rate: 0.5,
          key: key(1),
          epochs: 1,
        });
      },
    ],
  ])('%s…', async (beginning, provoke) => {
    const message = await messageOf(provoke);
    expect(message.slice(0, beginning.length)).toBe(beginning);
    expect(isShown(beginning.trimEnd())).toBe(true);
  });
});

const survival = (event: number) => ({ time: [1], event: [event] });

it.each<[LossErrorCode, () => unknown]>([
  ['EMPTY', () => pairs.valueAndGrad([], [])],
  ['NO_POSITIVES', () => pairs.valueAndGrad([1, 2], [0, 0])],
  ['NO_NEGATIVES', () => pairs.valueAndGrad([1], [1])],
  ['NO_RELEVANT', () => approxNdcgLoss().valueAndGrad([1], [0])],
  ['NO_EVENTS', () => coxPartialLikelihoodLoss().valueAndGrad([1], survival(0))],
  ['NO_COMPARABLE_PAIRS', () => softConcordanceLoss().valueAndGrad([1], survival(1))],
  ['NON_FINITE', () => pairs.valueAndGrad([1, Number.NaN], [0, 1])],
  ['INVALID_LABEL', () => pairs.valueAndGrad([1, 2], [0, -1])],
  ['LENGTH_MISMATCH', () => pairs.valueAndGrad([1, 2], [0])],
  ['NEGATIVE_WEIGHT', () => pairs.valueAndGrad([1, 2], [0, 1], { weights: [1, -1] })],
  ['OUT_OF_RANGE', () => diceLoss({ fromLogits: false }).valueAndGrad([1.5], [1])],
  ['OUT_OF_RANGE', () => diceLoss(bad({}))],
  ['OUT_OF_RANGE', () => pairwiseAucLoss(bad({ surogate: 'hinge' }))],
])('%s', (code, provoke) => {
  let error: unknown;
  try {
    provoke();
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(LossInputError);
  expect((error as LossInputError).code).toBe(code);
  expect(pages[0]!.includes(`### ${code}\n\n\`\`\`\n`)).toBe(true);
  expect(isShown((error as LossInputError).message)).toBe(true);
});

it('every code has its section, and nothing else has', () => {
  const sections = [...pages[0]!.matchAll(/^### ([A-Z_]+)$/gm)].map(([, code]) => code);
  const source = readFileSync(new URL('../../../packages/losses/src/errors.ts', import.meta.url), 'utf8');
  const codes = [...source.matchAll(/^ \* \| `([A-Z_]+)` \|/gm)].map(([, code]) => code);
  expect(sections.sort()).toEqual(codes.sort());
});

it('troubleshooting has its entries', () => {
  expect(pages[1]!.match(/^## /gm)!.length).toBeGreaterThanOrEqual(16);
});
