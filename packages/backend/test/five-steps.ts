// Trains a net for five steps on wasm and on cpu: the steps of the one are those of the other.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, initBackend } from '../src/index';
import { expectClose, random, randomValues, toTensor } from './support';

export interface Net {
  /** The shapes of the parameters. */
  parameters: number[][];
  /** The shapes of the data. */
  data: number[][];
  loss: (parameters: tf.Tensor[], data: tf.Tensor[]) => tf.Tensor;
  optimizer?: () => tf.Optimizer;
}

export const meanSquare = (a: tf.Tensor, b: tf.Tensor) => tf.mean(tf.squaredDifference(a, b));

/** The losses before each of five steps, and the parameters after them. */
async function train(backend: BackendName, net: Net): Promise<{ losses: number[]; parameters: number[][] }> {
  await tf.setBackend(backend);
  const next = random(41);
  const before = tf.memory().numTensors;
  const scaled = (shape: number[]) => {
    const { values } = randomValues(next, ...shape);
    const inputs = shape.slice(0, -1).reduce((p, size) => p * size, 1);
    return tf.tidy(() => tf.mul(tf.tensor(values, shape), Math.sqrt(3 / inputs)));
  };
  const starts = net.parameters.map(scaled);
  const variables = starts.map((start) => tf.variable(start));
  const data = net.data.map((shape) => toTensor(randomValues(next, ...shape)));
  const optimizer = net.optimizer?.() ?? tf.train.momentum(0.05, 0.9);
  const losses: number[] = [];
  const counts: number[] = [];
  for (let step = 0; step < 5; step++) {
    const loss = optimizer.minimize(() => net.loss(variables, data) as tf.Scalar, true, variables)!;
    losses.push(loss.dataSync()[0]!);
    loss.dispose();
    counts.push(tf.memory().numTensors);
  }
  expect(new Set(counts).size, `tensors after each step: ${counts}`).toBe(1);
  const parameters = variables.map((variable) => [...variable.dataSync()]);
  optimizer.dispose();
  tf.dispose([...starts, ...variables, ...data]);
  expect(tf.memory().numTensors, 'tensors left behind').toBeLessThanOrEqual(before + 1);
  return { losses, parameters };
}

/** Has each net take five steps on both backends. */
export function stepsAsOnCpu(nets: Record<string, Net>): void {
  beforeAll(async () => {
    await initBackend({ backends: ['cpu'] });
    await initBackend({ backends: ['wasm'] });
  });

  describe('five steps on wasm and on cpu', () => {
    it.each(Object.entries(nets))('%s', async (_, net) => {
      const want = await train('cpu', net);
      const got = await train('wasm', net);
      expect(want.losses[4]).toBeLessThan(want.losses[0]!);
      expectClose(got.losses, want.losses, 1e-5, 'losses');
      for (const [i, values] of got.parameters.entries()) {
        expectClose(values, want.parameters[i]!, 1e-5, `parameter ${i}`);
      }
    });
  });
}
