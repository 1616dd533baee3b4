// Samples with several scores each, and what a loss and a mask get to see of them.
import { initBackend } from '@backdropjs/backend';
import { key } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type MaskFunction, sampleMask } from '../index';
import { type NonDecomposableOptions, nonDecomposableGradients } from '../non-decomposable';

const n = 7;
const x = Float32Array.from({ length: 2 * n }, (_, i) => ((3 * i) % 7) - 2.5);
/** Two scores a sample, and a loss that weighs each of them in its own way. */
const costs = Float64Array.from({ length: 2 * n }, (_, i) => 1 + i / 4);
const valueAndGrad = (scores: ArrayLike<number>) => ({
  value: Array.from(scores, (s, i) => costs[i]! * s * s).reduce((a, b) => a + b),
  grad: Float64Array.from(scores, (s, i) => 2 * costs[i]! * s),
});
const matrix = [0.5, -1, 2, 0.25];

let weights: tf.Variable;
let before: number;
beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
});
beforeEach(() => {
  weights = tf.tidy(() => tf.variable(tf.tensor2d(matrix, [2, 2])));
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
  weights.dispose();
});

const score = (rows: tf.Tensor) => tf.matMul(rows, weights as unknown as tf.Tensor2D);
const run = async (changed: Partial<NonDecomposableOptions<unknown>> = {}) => {
  const { grads, ...rest } = await nonDecomposableGradients<unknown>({
    ...{ forward: score, loss: { valueAndGrad }, inputs: x, inputShape: [2], labels: [] as number[] },
    ...{ rate: 0.5, key: key(3), chunkSize: 3, variables: [weights] },
    ...changed,
  });
  const gradient = [...grads[weights.name]!.dataSync()];
  tf.dispose(grads);
  return { gradient, ...rest };
};

/** The sum over samples of weight times x times the gradient of its scores. */
function expected(factors: ArrayLike<number>): number[] {
  const sum = [0, 0, 0, 0];
  for (let row = 0; row < n; row++) {
    for (let j = 0; j < 2; j++) {
      const s = x[2 * row]! * matrix[j]! + x[2 * row + 1]! * matrix[2 + j]!;
      for (let k = 0; k < 2; k++)
        sum[2 * k + j]! += factors[row]! * x[2 * row + k]! * 2 * costs[2 * row + j]! * s;
    }
  }
  return sum;
}
const close = (got: number[], want: number[]) => {
  for (const [i, value] of got.entries()) expect(Math.abs(value - want[i]!)).toBeLessThan(1e-4);
  expect(got.length).toBe(want.length);
};

it('passes the gradient of all scores of the kept samples on', async () => {
  const { mask, kept } = sampleMask([n], { rate: 0.5, axes: [0], key: key(3) });
  const factors = mask.dataSync().map((m) => (m * n) / kept);
  mask.dispose();
  expect(kept).toBeGreaterThan(1);
  expect(kept).toBeLessThan(n);
  const { gradient, scores } = await run();
  close(gradient, expected(factors));
  expect(scores.length).toBe(2 * n);
  close((await run({ rate: 0 })).gradient, expected(new Array(n).fill(1)));
});

it('shows a mask the length of the gradient of each sample', async () => {
  const mask: MaskFunction = vi.fn(({ total }) => new Float32Array(total).fill(0.5));
  close((await run({ rate: undefined as never, mask })).gradient, expected(new Array(n).fill(0.5)));
  const { gradient } = vi.mocked(mask).mock.lastCall![0] as never as { gradient: Float32Array };
  const { scores } = await run();
  const { grad } = valueAndGrad(scores);
  expect(gradient.length).toBe(n);
  for (const [row, length] of gradient.entries())
    expect(length).toBeCloseTo(Math.hypot(grad[2 * row]!, grad[2 * row + 1]!), 5);
});

describe('a second pass', () => {
  /** Scores that differ by so much in one place of the second pass. */
  const off = (row: number, column: number, by: number) => {
    let first = 0;
    return (rows: tf.Tensor, training: boolean) => {
      const y = score(rows);
      if (!training) return y;
      const here = tf.buffer(y.shape);
      if (row >= first && row < first + y.shape[0]!) here.set(by, row - first, column);
      first += y.shape[0]!;
      return tf.add(y, here.toTensor());
    };
  };

  it.each([
    [0, 0],
    [3, 1],
    [6, 1],
  ])('that scores sample %i another way in column %i is refused', async (row, column) => {
    const { scores } = await run({ rate: 0 });
    const largest = Math.max(...Array.from(scores, Math.abs));
    await expect(run({ rate: 0, forward: off(row, column, 0.9e-3 * largest) })).resolves.toBeDefined();
    await expect(run({ rate: 0, forward: off(row, column, 1.1e-3 * largest) })).rejects.toThrow(
      new RegExp(`got ${scores[2 * row + column]} and then \\S+ for sample ${row};`),
    );
    await expect(run({ rate: 0, forward: off(row, column, Number.NaN) })).rejects.toThrow(
      `and then NaN for sample ${row};`,
    );
  });

  it('that has fewer samples says how many', async () => {
    let pass = 0;
    const inputs = async function* () {
      yield pass++ === 0 ? x : x.subarray(0, 6);
    };
    await expect(run({ rate: 0, inputs })).rejects.toThrow(
      'nonDecomposableGradients: inputs must be the same in every pass, got 3 of 7 kept samples in the second',
    );
  });
});

it('a loss gets what accompanies the scores, and nothing where nothing does', async () => {
  const spy = vi.fn(valueAndGrad as (...args: unknown[]) => ReturnType<typeof valueAndGrad>);
  const given = async (more: object) => {
    await run({ loss: { valueAndGrad: spy } as never, labels: 'labels', ...more });
    return spy.mock.lastCall!.slice(1);
  };
  const [ones, ids] = [new Float32Array(n).fill(1), new Int32Array(n)];
  expect(await given({})).toEqual(['labels']);
  expect(await given({ weights: ones })).toEqual(['labels', { weights: ones }]);
  expect(await given({ groups: ids })).toEqual(['labels', { groups: ids }]);
  expect(await given({ weights: ones, groups: ids })).toEqual(['labels', { weights: ones, groups: ids }]);
  expect(
    await given({
      labels: [
        [1, 2],
        [3, 4],
      ],
    }),
  ).toEqual([Float32Array.of(1, 2, 3, 4)]);
});

it('trains the variables that are trainable, if none are named', async () => {
  const still = tf.tidy(() => tf.variable(tf.ones([2, 2]), false));
  const forward = (rows: tf.Tensor) => tf.add(score(rows), tf.sum(still));
  const { grads } = await nonDecomposableGradients<unknown>({
    ...{ forward, loss: { valueAndGrad }, inputs: x, inputShape: [2], labels: [], rate: 0, key: key(1) },
  });
  expect(Object.keys(grads)).toEqual([weights.name]);
  tf.dispose([grads as never, still]);
});

it.each<[object, string]>([
  [{ forward: (rows: tf.Tensor) => tf.cast(score(rows), 'int32') }, 'got int32 of shape [3,2]'],
  [{ forward: (rows: tf.Tensor) => tf.sum(score(rows)) }, 'got float32 of shape []'],
  [{ loss: { valueAndGrad: () => ({ value: '1', grad: new Float32Array(2 * n) }) } }, 'got "1"'],
  [{ inputShape: [2, -1] }, 'inputShape must be the shape of one sample, got [2,-1]'],
  [{ inputShape: 2 }, 'inputShape must be the shape of one sample, got 2'],
  [{ inputs: [[1, 2], [3]] }, 'inputs, nested arrays, must hold as many finite numbers in each, got [3]'],
  [{ inputs: [[1, 2], 3] }, 'must hold as many finite numbers in each, got 3'],
  [{ inputs: [1, [2]] }, 'must hold as many finite numbers in each, got [2]'],
  [{ inputs: [[1, Number.NaN]] }, 'must hold as many finite numbers in each, got NaN'],
  [{ inputs: [undefined] }, 'must hold as many finite numbers in each, got [undefined]'],
  [{ inputs: [[1], null] }, 'must hold as many finite numbers in each, got null'],
  [{ inputs: new BigInt64Array(2) }, 'inputs must be tensors or typed arrays of numbers, got '],
])('%o is refused', async (changed, message) => {
  await expect(run(changed)).rejects.toThrow(message);
});

it('disposed and scalar inputs and disposed labels are refused', async () => {
  const gone = tf.tensor1d([1]);
  gone.dispose();
  await expect(run({ inputs: gone })).rejects.toThrow(
    'inputs must have an axis that counts the samples, got a disposed tensor',
  );
  const scalar = tf.scalar(1);
  await expect(run({ inputs: scalar })).rejects.toThrow(
    'inputs must have an axis that counts the samples, got a scalar',
  );
  scalar.dispose();
  await expect(run({ labels: gone })).rejects.toThrow('labels must be live, got "disposed"');
  await expect(run({ labels: gone, loss: (_: tf.Tensor, y: tf.Tensor) => tf.sum(y) })).rejects.toThrow(
    'labels must be live, got "disposed"',
  );
});
