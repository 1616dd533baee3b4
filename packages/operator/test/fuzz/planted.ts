// An exception in every callback, at every call of it: it arrives as it is, no tensor is left, and the model is as before.
import { pairwiseAucLoss } from '@backdropjs/losses';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { backdropLayer } from '../../src/layers';
import { Planted } from './hostile';

export type Plant = <F extends (...args: never[]) => unknown>(f: F) => F;

export const values = Float32Array.from({ length: 30 }, (_, i) => Math.sin(i * i));
export const labels = [1, 0, 0, 1, 0, 0, 1, 0, 0, 0];
export const { valueAndGrad } = pairwiseAucLoss();

/** Chunks, made by planted code. */
export const chunks = (plant: Plant) => ({
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
      return: plant(async () => ({ done: true, value: undefined }) as IteratorResult<tf.Tensor>),
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
export function net(plant: Plant, where: 'forward' | 'backward'): tfl.Sequential {
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
export type Targets = Record<string, (plant: Plant) => { run: () => unknown; model?: tfl.LayersModel }>;

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

/** Weights, steps of masks, statistics, and how fast these move. */
const stateOf = (model: tfl.LayersModel | undefined) => [
  ...(model?.weights ?? []).map((weight) => [...weight.read().dataSync()]),
  ...(model?.layers ?? []).map((layer) => layer.getConfig()['momentum']),
];

/** A test for each target: throws at its first call of planted code, at its second, and so on to its last. */
export function itThrowsAtEveryCall(targets: Targets): void {
  it.each(Object.entries(targets))('%s', async (_, target) => {
    let thrown = 0;
    for (let n = 1; n < 400; n++) {
      const { plant, calls, arm } = plants(n);
      const outside = tf.memory().numTensors;
      const { run, model } = target(plant);
      // What stays, whoever throws: weights, and the optimizer.
      const ready = new Set(Object.keys(tf.engine().registeredVariables));
      const before = stateOf(model);
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
        if (model && (model.optimizer?.iterations ?? 0) === 0) expect(stateOf(model)).toEqual(before);
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
}
