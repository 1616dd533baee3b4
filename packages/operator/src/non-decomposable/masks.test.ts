import { type BackendName, initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss, recallAtPrecisionLoss } from '@backdropjs/losses';
import { key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { backdrop, type MaskFunction, type MaskPositions, sampleMask } from '../index';
import { importanceSampling } from '../masks';
import { type NonDecomposableOptions, nonDecomposableGradients } from '../non-decomposable';

const n = 24;
const rows = Array.from({ length: n }, (_, i) => [...normal(key(i), 3)]);
const labels = Array.from({ length: n }, (_, i) => (i % 4 === 0 ? 1 : 0));
/** A weight for each position, other ones for other keys. */
const ramp: MaskFunction = ({ total }, [word]) =>
  Float32Array.from({ length: total }, (_, i) => ((i + word) % 3 === 0 ? 0 : i / 4));

describe.each<BackendName>(['wasm', 'cpu'])('on %s', (backend) => {
  let weights: tf.Variable;
  let before: number;
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });
  beforeEach(() => {
    weights = tf.tidy(() => tf.variable(tf.tensor2d([0.3, -0.2, 0.5], [3, 1])));
    before = tf.memory().numTensors;
  });
  afterEach(() => {
    expect(tf.memory().numTensors).toBe(before);
    weights.dispose();
  });

  const score = (x: tf.Tensor) => tf.matMul(x, weights as unknown as tf.Tensor2D);
  const gradient = async (changed: Partial<NonDecomposableOptions<ArrayLike<number>>>) => {
    const { grads, ...rest } = await nonDecomposableGradients({
      ...{ forward: score, loss: pairwiseAucLoss(), inputs: rows, labels, key: key(5), chunkSize: 7 },
      variables: [weights],
      ...changed,
    });
    const values = [...grads[weights.name]!.dataSync()];
    tf.dispose(grads);
    return { ...rest, values };
  };

  it('backdrop multiplies the gradient by the weights of any mask', () => {
    tf.tidy(() => {
      const options = { axes: [1], key: key(3), mask: ramp };
      const dx = tf.grad((x) => tf.sum(backdrop(x, options)))(tf.zeros([2, 6]));
      const expected = ramp({ axes: [1], shape: [1, 6], total: 6 }, key(3));
      expect([...dx.dataSync()]).toEqual([...expected, ...expected]);
      const { mask, kept, total } = sampleMask([2, 6], options);
      expect([mask.shape, [...mask.dataSync()], kept, total]).toEqual([
        [1, 6],
        [...expected],
        expected.filter(Boolean).length,
        6,
      ]);
    });
  });

  it('a mask that fills one array again and again does not change what was drawn', () => {
    tf.tidy(() => {
      const shared = new Float32Array(3);
      const mask: MaskFunction = () => shared.fill(shared[0]! + 1);
      const draw = () => sampleMask([3], { axes: [0], key: key(1), mask }).mask;
      const [first, second] = [draw(), draw()];
      expect([...first.dataSync(), ...second.dataSync()]).toEqual([1, 1, 1, 2, 2, 2]);
    });
  });

  it('samples are weighed as backdrop weighs them, and those of weight 0 are not back-propagated', async () => {
    let seen: MaskPositions | undefined;
    let backPropagated = 0;
    const mask: MaskFunction = (positions, maskKey) => {
      seen = positions;
      return ramp(positions, maskKey);
    };
    const forward = (x: tf.Tensor, training?: boolean) => {
      if (training) backPropagated += x.shape[0]!;
      return score(x);
    };
    const { values, scores } = await gradient({ mask, forward });
    const { grad } = pairwiseAucLoss().valueAndGrad(scores, labels);
    const drawn = ramp({ axes: [0], shape: [n], total: n }, key(5));
    for (const [j, got] of values.entries()) {
      const want = rows.reduce((sum, row, i) => sum + drawn[i]! * grad[i]! * row[j]!, 0);
      expect(Math.abs(got - want)).toBeLessThan(1e-6);
    }
    expect(backPropagated).toBe(drawn.filter(Boolean).length);
    expect(seen).toMatchObject({ axes: [0], shape: [n], total: n });
    expect([...seen!.gradient!]).toEqual([...Float32Array.from(grad, Math.abs)]);
  });

  it('importance sampling back-propagates a fixed number, and a mask of zeros passes nothing on', async () => {
    let backPropagated = 0;
    const forward = (x: tf.Tensor, training?: boolean) => {
      if (training) backPropagated += x.shape[0]!;
      return score(x);
    };
    await gradient({ mask: importanceSampling({ rate: 0.75 }), forward });
    expect(backPropagated).toBe(6);
    const { values } = await gradient({ mask: ({ total }) => new Float32Array(total) });
    expect(values).toEqual([0, 0, 0]);
  });

  it('weights, groups and what a loss returns besides are passed on', async () => {
    const weighted = { weights: labels.map((label) => 1 + label), groups: labels.map((_, i) => i % 3) };
    const { value, scores } = await gradient({ ...weighted, rate: 0 });
    expect(value).toBe(pairwiseAucLoss().valueAndGrad(scores, labels, weighted).value);
    const constrained = recallAtPrecisionLoss({ targetPrecision: 0.8 });
    const { loss } = await gradient({ loss: constrained, rate: 0.5 });
    expect(loss.gradLambda).toBe(constrained.valueAndGrad(scores, labels).gradLambda);
  });

  it('a signal ends the work between two chunks', async () => {
    const controller = new AbortController();
    const forward = (x: tf.Tensor) => {
      controller.abort(new Error('enough'));
      return score(x);
    };
    await expect(gradient({ rate: 0, forward, signal: controller.signal })).rejects.toThrow('enough');
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [
      { mask: ramp, rate: 0.5 },
      /^nonDecomposableGradients: options must be one of axes, key, mask, got "rate"$/,
    ],
    [{ mask: 'none' }, /^nonDecomposableGradients: mask must be a function, got "none"$/],
    [{ mask: () => [1] }, /mask must return a Float32Array of 24 finite weights, got \[1\]$/],
    [
      { mask: () => new Float32Array(n).fill(Number.NaN) },
      /of 24 finite weights, got \[object Float32Array\]$/,
    ],
    [{}, /^nonDecomposableGradients: rate must be in \[0, 1\), got undefined$/],
    [
      { rate: 0, inputs: [[1, 2], [3]] },
      /inputs, nested arrays, must hold as many finite numbers in each, got \[3\]$/,
    ],
    [
      { rate: 0, signal: 3 },
      /^nonDecomposableGradients: throwIfAborted of signal must be a function, got undefined$/,
    ],
    [{ rate: 0, variables: [] }, /variables must be a non-empty array of variables, got \[\]$/],
    [
      { rate: 0, loss: { valueAndGrad: () => ({ value: 0, grad: new Float32Array(n).fill(Number.NaN) }) } },
      /loss must return a finite grad for score 0, got NaN$/,
    ],
    [
      { rate: 0, loss: tf.losses.logLoss, weights: labels },
      /loss must take weights and groups, got a function of tensors; /,
    ],
  ])('%o is refused', async (changed, message) => {
    await expect(gradient(changed)).rejects.toThrow(message);
  });
});
