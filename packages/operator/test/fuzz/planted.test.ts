// An exception in every callback, at every call of it: it arrives as it is, no tensor is left, and the model is as before.
import { type BackendName, initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss } from '@backdropjs/losses';
import { key } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { backdrop } from '../../src/index';
import {
  backdropLayer,
  type FitNonDecomposableOptions,
  fitNonDecomposable,
  gradientFootprint,
  gradientNoise,
  insertBackdrop,
  nonDecomposableGradients,
  refreshStatistics,
} from '../../src/layers';
import { fixedCount } from '../../src/masks';
import { Planted } from './hostile';

type Plant = <F extends (...args: never[]) => unknown>(f: F) => F;

const values = Float32Array.from({ length: 30 }, (_, i) => Math.sin(i * i));
const labels = [1, 0, 0, 1, 0, 0, 1, 0, 0, 0];
const { valueAndGrad } = pairwiseAucLoss();

/** Chunks, made by planted code. */
const chunks = (plant: Plant) => ({
  [Symbol.asyncIterator]: plant(() => {
    let start = 0;
    return {
      next: plant(async () => {
        const done = start >= 10;
        const value = done
          ? undefined
          : tf.tensor2d(values.subarray(3 * start, 3 * start + 12), [Math.min(4, 10 - start), 3]);
        start += 4;
        return { done, value } as IteratorResult<tf.Tensor>;
      }),
    };
  }),
});

class Spoiled extends tfl.layers.Layer {
  static readonly className = 'Spoiled';
  constructor(private readonly run: (x: tf.Tensor) => tf.Tensor) {
    super({});
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return this.run(Array.isArray(inputs) ? inputs[0]! : inputs);
  }
}

/** A net whose middle is planted code: forward, or backward. */
function net(plant: Plant, where: 'forward' | 'backward'): tfl.Sequential {
  const square = tf.customGrad((x, save) => {
    (save as tf.GradSaveFunc)([x as tf.Tensor]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, tf.mul(2, saved[0]!));
    return { value: tf.square(x as tf.Tensor), gradFunc: where === 'backward' ? plant(gradFunc) : gradFunc };
  });
  const run = (x: tf.Tensor) => square(x);
  return tfl.sequential({
    layers: [
      tfl.layers.dense({ name: 'first', inputShape: [3], units: 3, activation: 'tanh' }),
      tfl.layers.batchNormalization(),
      backdropLayer({ rate: 0.5, axes: [1], seed: 1 }),
      new Spoiled(where === 'forward' ? plant(run) : run),
      tfl.layers.dense({ units: 1 }),
    ],
  });
}

/** What runs planted code; returns what must be as before when it throws. */
const targets: Record<string, (plant: Plant) => { run: () => unknown; model?: tfl.LayersModel }> = {
  'nonDecomposableGradients, its functions': (plant) => {
    const weights = tf.tidy(() => tf.variable(tf.ones([3, 1])));
    const options = {
      forward: plant((x: tf.Tensor) => tf.tanh(tf.matMul(tf.sigmoid(x), weights as unknown as tf.Tensor2D))),
      loss: { valueAndGrad: plant(valueAndGrad) },
      ...{
        inputs: chunks(plant),
        labels,
        key: key(1),
        mask: plant(fixedCount({ rate: 0.4 })),
        variables: [weights],
      },
    };
    return {
      async run() {
        try {
          tf.dispose((await nonDecomposableGradients(options)).grads);
        } finally {
          weights.dispose();
        }
      },
    };
  },
  'nonDecomposableGradients, backward and a loss of tensors': (plant) => {
    const weights = tf.tidy(() => tf.variable(tf.ones([3, 1])));
    const spoiled = tf.customGrad((x) => ({
      value: tf.clone(x as tf.Tensor),
      gradFunc: plant((dy: tf.Tensor) => tf.clone(dy)),
    }));
    const options = {
      forward: (x: tf.Tensor) => spoiled(tf.tanh(tf.matMul(x, weights as unknown as tf.Tensor2D))),
      loss: plant((y: tf.Tensor, s: tf.Tensor) => tf.mean(tf.square(tf.sub(y, tf.sigmoid(spoiled(s)))))),
      ...{
        inputs: values,
        inputShape: [3],
        labels,
        key: key(1),
        rate: 0.4,
        chunkSize: 3,
        variables: [weights],
      },
    };
    return {
      async run() {
        try {
          tf.dispose((await nonDecomposableGradients(options)).grads);
        } finally {
          weights.dispose();
        }
      },
    };
  },
  ...Object.fromEntries(
    (['forward', 'backward'] as const).map((where) => [
      `fitNonDecomposable, ${where} and its functions`,
      (plant: Plant) => {
        const model = net(plant, where);
        const options: FitNonDecomposableOptions<ArrayLike<number>> = {
          ...{
            loss: { valueAndGrad: plant(valueAndGrad) },
            optimizer: 'sgd',
            labels,
            key: key(2),
            epochs: 2,
          },
          ...{
            inputs: chunks(plant),
            mask: plant(fixedCount({ rate: 0.4 })),
            batchNormalization: 'refreshed',
          },
          ...{
            metrics: { sum: plant((scores: Float32Array) => scores.length) },
            learningRate: plant(() => 0.1),
          },
          validationData: { inputs: chunks(plant), labels },
        };
        return { run: () => fitNonDecomposable(model, options), model };
      },
    ]),
  ),
  'fitNonDecomposable, a loss of tensors, without statistics': (plant) => {
    const kernelRegularizer = tfl.regularizers.l2({ l2: 0.1 });
    kernelRegularizer.apply = plant((x: tf.Tensor) => tf.sum(tf.square(x)) as tf.Scalar);
    const model = tfl.sequential({
      layers: [tfl.layers.dense({ inputShape: [3], units: 1, kernelRegularizer })],
    });
    const loss = plant((y: tf.Tensor, s: tf.Tensor) => tf.losses.sigmoidCrossEntropy(y, s));
    const options = {
      loss,
      optimizer: 'sgd',
      inputs: values,
      labels,
      rate: 0.3,
      key: key(1),
      epochs: 2,
      chunkSize: 4,
    };
    return { run: () => fitNonDecomposable(model, options), model };
  },
  refreshStatistics: (plant) => {
    const model = net(plant, 'forward');
    return { run: () => refreshStatistics(model, { inputs: chunks(plant) }), model };
  },
  ...Object.fromEntries(
    (['forward', 'backward'] as const).flatMap((where) => [
      [
        `gradientNoise, ${where}`,
        (plant: Plant) => {
          const model = net(plant, where);
          const [inputs, targets] = [tf.ones([2, 3]), tf.ones([2, 1])];
          const placements = [{ after: 'first', rate: 0.5, axes: [1] }];
          const loss = plant((y: tf.Tensor, p: tf.Tensor) => tf.losses.meanSquaredError(y, p) as tf.Tensor);
          const run = async () => {
            try {
              await gradientNoise(model, { inputs, labels: targets, loss, placements, draws: 2 });
            } finally {
              tf.dispose([inputs, targets]);
            }
          };
          return { run, model };
        },
      ],
      [
        `gradientFootprint, ${where}`,
        (plant: Plant) => {
          const model = net(plant, where);
          const run = () => tf.tidy(() => gradientFootprint(model, tf.ones([2, 3]), []));
          return { run: async () => tf.dispose(run()), model };
        },
      ],
    ]),
  ),
  insertBackdrop: (plant) => {
    const model = net(plant, 'forward');
    const last = model.layers.at(-1)!;
    const computeOutputShape = last.computeOutputShape.bind(last);
    last.computeOutputShape = plant(computeOutputShape);
    const run = () => {
      const masked = insertBackdrop(model, [{ after: 'first', rate: 0.5, axes: [1] }]);
      masked.getLayer('first_backdrop').getWeights()[0]!.dispose();
    };
    return { run: async () => run(), model };
  },
};

/** Plants that throw at the n-th call, of all planted functions together. */
function plants(n: number): { plant: Plant; calls: () => number; arm: () => void } {
  let calls = 0;
  let armed = false;
  const plant: Plant = (f) =>
    ((...args: never[]) => {
      if (armed && ++calls === n) throw new Planted(`call ${n}`);
      return f(...args);
    }) as typeof f;
  return {
    plant,
    calls: () => calls,
    arm: () => {
      armed = true;
    },
  };
}

const weightsOf = (model: tfl.LayersModel | undefined) =>
  (model?.weights ?? []).map((weight) => [...weight.read().dataSync()]);

describe.each<BackendName>(['wasm', 'cpu'])('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  it.each(Object.entries(targets))('%s', async (_, target) => {
    let thrown = 0;
    for (let n = 1; n < 400; n++) {
      const { plant, calls, arm } = plants(n);
      const outside = tf.memory().numTensors;
      const { run, model } = target(plant);
      // What stays, whoever throws: weights, and the optimizer.
      const ready = new Set(Object.keys(tf.engine().registeredVariables));
      const before = weightsOf(model);
      arm();
      let error: unknown;
      try {
        await run();
      } catch (caught) {
        error = caught;
      }
      const isDone = calls() < n;
      if (isDone) expect(error).toBe(undefined);
      else {
        expect(error).toBeInstanceOf(Planted);
        thrown++;
        // A whole number of steps has been taken: none, or those before.
        if (model && (model.optimizer?.iterations ?? 0) === 0) expect(weightsOf(model)).toEqual(before);
      }
      const kept = model?.weights.length ?? 0;
      const extra = Object.keys(tf.engine().registeredVariables).filter((name) => !ready.has(name));
      if (!isDone) expect(extra).toEqual([]);
      const optimizer = model?.optimizer ? 1 : 0;
      expect([n, tf.memory().numTensors - outside]).toEqual([n, kept + optimizer]);
      for (const weight of model?.weights ?? []) weight.read().dispose();
      model?.optimizer?.dispose();
      if (isDone) break;
    }
    expect(thrown).toBeGreaterThan(0);
    expect(thrown).toBeLessThan(399);
  });

  it('a mask that throws in the backward pass arrives as it is', () => {
    const mask = () => {
      throw new Planted('mask');
    };
    expect(() =>
      tf.tidy(() => tf.grad((x) => tf.sum(backdrop(x, { axes: [0], key: key(1), mask })))(tf.ones([3]))),
    ).toThrow(Planted);
  });
});
