// For every export of the package arguments with which it works; to be spoiled one by one, see fuzz.test.ts and ../errors.test.ts.
import { initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss } from '@backdropjs/losses';
import { key } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll } from 'vitest';
import * as core from '../../src/index';
import * as layers from '../../src/layers';
import * as masks from '../../src/masks';
import * as noise from '../../src/noise';
import * as nonDecomposable from '../../src/non-decomposable';
import { Planted } from './hostile';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
});

const mask = { rate: 0.5, axes: [0], key: key(1) };
const net = (...extra: tfl.layers.Layer[]) =>
  tfl.sequential({
    layers: [
      tfl.layers.dense({ name: 'first', inputShape: [3], units: 2 }),
      ...extra,
      tfl.layers.dense({ units: 1 }),
    ],
  });
let shared: {
  plain: tfl.Sequential;
  first: tf.Tensor[];
  normalized: tfl.Sequential;
  grid: tfl.Sequential;
  weights: tf.Variable;
};
beforeAll(() => {
  shared = {
    plain: net(),
    normalized: net(tfl.layers.batchNormalization()),
    grid: tfl.sequential({
      layers: [tfl.layers.conv2d({ name: 'conv', inputShape: [6, 6, 1], filters: 2, kernelSize: 3 })],
    }),
    weights: tf.tidy(() => tf.variable(tf.ones([3, 1]))),
    first: [],
  };
  shared.first = shared.plain.getWeights().map((weight) => tf.clone(weight));
});

const set = () => ({
  inputs: Float32Array.from({ length: 24 }, (_, i) => Math.sin(i * i)),
  labels: [1, 0, 0, 1, 0, 0, 1, 0],
});

/** Throws after a few calls: 2^31 epochs, or draws, are a fair wish, but long. */
function few<F extends (...args: never[]) => unknown>(most: number, f?: F): F {
  let count = 0;
  return ((...args: never[]) => {
    if (++count > most) throw new Planted('enough');
    return f?.(...args);
  }) as F;
}

/** With the weights that it had at first, as a fair wish for a rate of 1e308 spoils them for all later calls. */
function untrained(): tfl.Sequential {
  shared.plain.setWeights(shared.first);
  return shared.plain;
}

/** Arguments with which each export works, made anew for each call. */
export const calls: Record<string, () => unknown[]> = {
  backdrop: () => [tf.ones([4, 2]), { ...mask, scale: 'expected', keep: [[1]] }],
  sampleMask: () => [[4, 2], { ...mask, keep: [[1]] }],
  nonDecomposableGradients: () => [
    {
      ...set(),
      // Of samples of any shape, so that no error is its own.
      forward: (x: tf.Tensor) => tf.mul(tf.mean(tf.reshape(x, [x.shape[0]!, -1]), 1), tf.sum(shared.weights)),
      loss: pairwiseAucLoss(),
      ...{
        inputShape: [3],
        rate: 0.5,
        key: key(1),
        chunkSize: 3,
        variables: [shared.weights],
        scale: 'none',
      },
      ...{ weights: new Float32Array(8).fill(1), groups: undefined, signal: undefined, mask: undefined },
    },
  ],
  gaussianGradient: () => [{ a: tf.ones([2]) }, [{ a: tf.zeros([2]) }], key(1)],
  isotropicGradient: () => [{ a: tf.ones([2]) }, [{ a: tf.zeros([2]) }], key(1)],
  reflectedGradient: () => [{ a: tf.ones([2]) }, { a: tf.zeros([2]) }],
  antithetic: () => [{ rate: 0.5 }],
  atStep: () => [masks.fixedCount({ rate: 0.5 }), 3],
  blocks: () => [{ rate: 0.5, size: 2 }],
  fixedCount: () => [{ rate: 0.5 }],
  importanceSampling: () => [{ rate: 0.5 }],
  perGroup: () => [{ rate: 0.5, groups: [1, 2] }],
  slow: () => [{ steps: 2, mask: masks.fixedCount({ rate: 0.5 }) }],
  stratified: () => [{ rate: 0.5, strata: [1, 2] }],
  withoutReplacement: () => [{ parts: 2 }],
  Backdrop: () => [{ rate: 0.5, axes: [0], seed: 1, scale: 'none', mask: undefined }],
  backdropLayer: () => [
    { rate: { schedule: 'linear', from: 0.5, to: 0, steps: 3 }, axes: ['batch'], seed: 1, mask: undefined },
  ],
  fitNonDecomposable: () => [
    untrained(),
    {
      ...set(),
      ...{ loss: pairwiseAucLoss(), optimizer: 'sgd', rate: 0.5, key: key(1), epochs: 1, initialEpoch: 0 },
      ...{
        chunkSize: 3,
        inputShape: [3],
        scale: 'none',
        callbacks: { onEpochEnd: few(3) },
        validationSplit: undefined,
      },
      ...{ validationData: set(), metrics: { zero: () => 0 }, learningRate: 0.1, onStep: () => {} },
      ...{
        batchNormalization: 'frozen',
        weights: undefined,
        groups: undefined,
        signal: undefined,
        mask: undefined,
      },
    },
  ],
  gradientFootprint: () => [
    shared.grid,
    tf.ones([1, 6, 6, 1]),
    [{ after: 'conv', rate: 0.5, axes: [1], seed: 1, scale: 'none' }],
    { step: 0 },
  ],
  gradientNoise: () => [
    shared.plain,
    {
      ...{
        inputs: tf.ones([2, 3]),
        labels: tf.zeros([2, 1]),
        loss: few(9, (y: tf.Tensor, p: tf.Tensor) =>
          tf.add(tf.mean(tf.square(p)), tf.mean(tf.cast(y, 'float32'))),
        ),
        draws: 2,
      },
      placements: [{ after: 'first', rate: 0.5, axes: [1] }],
    },
  ],
  insertBackdrop: () => [net(), [{ after: 'first', rate: 0.5, axes: [1], seed: 1, scale: 'none' }]],
  progress: () => [() => {}, () => 0],
  receptiveFields: () => [shared.grid, { inputShape: [6, 6, 1] }],
  refreshStatistics: () => [shared.normalized, { inputs: set().inputs, chunkSize: 3, inputShape: [3] }],
  registerMask: () => ['fuzzed', masks.fixedCount],
  restoreAdam: () => [shared.plain.optimizer ?? tf.train.sgd(1)],
  scheduledRate: () => [{ schedule: 'cosine', from: 0.5, to: 0, steps: 3 }, 1],
  suggestMasks: () => [shared.grid, { scales: [3], inputShape: [6, 6, 1] }],
};

export const modules: Record<string, unknown> = {
  ...core,
  ...masks,
  ...noise,
  ...nonDecomposable,
  ...layers,
};
export const names = Object.keys(modules).sort();

const isModel = (x: unknown): x is tfl.LayersModel => {
  try {
    return x instanceof tfl.LayersModel;
  } catch {
    return false;
  }
};

/** Disposes of the weights of models that a call was made for or has made. */
export function release(...made: unknown[]): void {
  const kept = Object.values(shared) as unknown[];
  const layersOf = made.filter(isModel).filter((model) => !kept.includes(model));
  for (const layer of new Set(layersOf.flatMap((model) => model.layers))) {
    for (const weight of layer.weights) {
      const { val } = weight as unknown as { val: tf.Variable };
      if (!val.isDisposed) val.dispose();
    }
  }
}

export async function call(name: string, args: unknown[]): Promise<{ error?: unknown; result?: unknown }> {
  const f = modules[name] as (...args: unknown[]) => unknown;
  try {
    return { result: name === 'Backdrop' ? new layers.Backdrop(args[0] as never) : await f(...args) };
  } catch (error) {
    return { error };
  }
}

/** Tensors in arguments and results, not looked for in what throws. */
export function tensorsIn(x: unknown, depth = 3): tf.Tensor[] {
  try {
    if (x instanceof tf.Variable) return [];
    if (x instanceof tf.Tensor) return x.isDisposed ? [] : [x];
    if (depth === 0 || x === null || typeof x !== 'object' || x instanceof tfl.LayersModel) return [];
    if (ArrayBuffer.isView(x) || (Array.isArray(x) && x.length > 20)) return [];
    return Object.values(x).flatMap((inner) => tensorsIn(inner, depth - 1));
  } catch {
    return [];
  }
}
