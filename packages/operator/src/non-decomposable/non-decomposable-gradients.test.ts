import { type BackendName, initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss } from '@backdropjs/losses';
import { toTfjs } from '@backdropjs/losses/tfjs';
import { foldIn, key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { backdrop } from '../index';
import {
  type NonDecomposableGradients,
  type NonDecomposableOptions,
  nonDecomposableGradients,
  type SampleArray,
  type SampleInputs,
} from '../non-decomposable';

const n = 23;
const values = normal(key(1), new Float32Array(n * 4));
const labels = Float32Array.from({ length: n }, (_, i) => (i % 4 === 0 ? 1 : 0));
const inputShape = [4];

describe.each<BackendName>(['wasm', 'cpu'])('on %s', (backend) => {
  let weights: tf.Variable;
  let options: NonDecomposableOptions<ArrayLike<number>>;
  let before: number;

  const score = (x: tf.Tensor) => tf.matMul(x, weights as unknown as tf.Tensor2D);

  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });
  beforeEach(() => {
    weights = tf.tidy(() => tf.variable(tf.tensor2d([0.3, -0.2, 0.1, 0.5], [4, 1])));
    options = {
      forward: score,
      loss: pairwiseAucLoss(),
      inputs: values,
      inputShape,
      labels,
      rate: 0.6,
      key: key(5),
      chunkSize: 5,
      variables: [weights],
    };
    before = tf.memory().numTensors;
  });
  afterEach(() => {
    expect(tf.memory().numTensors).toBe(before);
    weights.dispose();
  });

  /** The gradient of the weights; everything else is disposed of. */
  async function gradient(changed: Partial<typeof options> = {}): Promise<number[]> {
    const { grads } = await nonDecomposableGradients({ ...options, ...changed });
    return gradientOf({ grads });
  }
  function gradientOf({ grads }: Pick<NonDecomposableGradients, 'grads'>): number[] {
    expect(Object.keys(grads)).toEqual([weights.name]);
    const gradient = [...grads[weights.name]!.dataSync()];
    tf.dispose(grads);
    return gradient;
  }
  const close = (got: number[], want: number[]) => {
    expect(got.length).toBe(want.length);
    for (const [i, value] of got.entries()) expect(Math.abs(value - want[i]!)).toBeLessThan(1e-6);
  };

  it('returns the value of the loss and the scores of all samples', async () => {
    const { value, scores, grads } = await nonDecomposableGradients(options);
    const want = tf.tidy(() => score(tf.tensor2d(values, [n, 4])).dataSync());
    expect(scores.length).toBe(n);
    for (const [i, score] of scores.entries()) expect(Math.abs(score - want[i]!)).toBeLessThan(1e-6);
    expect(value).toBeCloseTo(pairwiseAucLoss().valueAndGrad(scores, labels).value, 12);
    tf.dispose(grads);
  });

  it.each(['realized', 'expected', 'none'] as const)('masks like backdrop, scale %s', async (scale) => {
    const whole = tf.tidy(() => {
      const masked = () =>
        backdrop(score(tf.tensor2d(values, [n, 4])), { rate: 0.6, axes: [0], key: key(5), scale });
      const { grads } = tf.variableGrads(
        () => toTfjs(pairwiseAucLoss())(tf.tensor1d(labels), masked()),
        [weights],
      );
      return [...grads[weights.name]!.dataSync()];
    });
    close(await gradient({ scale }), whole);
  });

  it('agrees with finite differences of the loss at rate 0', async () => {
    const got = await gradient({ rate: 0 });
    const at = weights.dataSync().slice();
    const valueAt = async (i: number, step: number) => {
      tf.tidy(() =>
        weights.assign(
          tf.tensor2d(
            at.map((w, k) => (k === i ? w + step : w)),
            [4, 1],
          ),
        ),
      );
      const { value, grads } = await nonDecomposableGradients({ ...options, rate: 0 });
      tf.dispose(grads);
      return value;
    };
    for (let i = 0; i < 4; i++) {
      const slope = ((await valueAt(i, 1e-2)) - (await valueAt(i, -1e-2))) / 2e-2;
      expect(Math.abs(slope - got[i]!)).toBeLessThan(1e-4);
    }
  });

  describe('inputs', () => {
    const chunks: Float32Array[] = [0, 7, 14, 21].map((i) => values.subarray(i * 4, Math.min(i + 7, n) * 4));
    const toTensor = (chunk: Float32Array) => tf.tensor2d(chunk, [chunk.length / 4, 4]);
    async function* arrays() {
      yield* chunks;
    }
    async function* tensors() {
      for (const chunk of chunks) yield toTensor(chunk);
    }
    async function* refilled() {
      const rows = new Float32Array(4);
      for (let i = 0; i < n; i++) {
        rows.set(values.subarray(i * 4, i * 4 + 4));
        yield rows;
      }
    }
    const reiterable = { [Symbol.asyncIterator]: tensors };
    const forms: [string, () => SampleInputs][] = [
      ['a Float64Array', () => Float64Array.from(values)],
      ['a function of chunks in arrays', () => arrays],
      ['a function of chunks in tensors', () => tensors],
      ['an object to iterate again and again', () => reiterable],
      ['a generator of arrays', () => arrays()],
      ['a function of one array that is filled anew', () => refilled],
      ['a generator of one array that is filled anew', () => refilled()],
      ['a generator of tensors', () => tensors()],
    ];

    it.each(forms)('may be %s', async (_, inputs) => {
      close(await gradient({ inputs: inputs() }), await gradient());
    });

    it('may be a tensor, which stays', async () => {
      const inputs = toTensor(values);
      close(await gradient({ inputs }), await gradient());
      expect(inputs.isDisposed).toBe(false);
      inputs.dispose();
    });

    it('may hold integers', async () => {
      const forward = (x: tf.Tensor) => {
        expect(x.dtype).toBe('int32');
        return score(tf.oneHot(x as tf.Tensor1D, 4));
      };
      const indices = Int32Array.from({ length: n }, (_, i) => (i * i) % 4);
      expect((await gradient({ forward, inputs: indices, inputShape: [] })).some((g) => g !== 0)).toBe(true);
    });

    it('never make more samples at a time than a chunk holds', async () => {
      let largest = 0;
      const forward = (x: tf.Tensor) => {
        largest = Math.max(largest, x.shape[0]!);
        return score(x);
      };
      await gradient({ forward });
      expect(largest).toBe(5);
    });

    it('are back-propagated only where they are kept', async () => {
      let scored = 0;
      const forward = (x: tf.Tensor) => {
        scored += x.shape[0]!;
        return score(x);
      };
      await gradient({ forward, rate: 0.999 });
      expect(scored).toBe(n + 1);
    });

    it('that change between the passes are refused', async () => {
      let pass = 0;
      const inputs = async function* () {
        yield pass++ === 0 ? values : values.subarray(0, 4);
      };
      await expect(gradient({ inputs })).rejects.toThrow(/inputs must be the same in every pass/);
    });

    it('that come in another order in the second pass are refused', async () => {
      let pass = 0;
      const inputs = async function* () {
        yield pass++ === 0 ? values : Float32Array.from(values).reverse();
      };
      await expect(gradient({ inputs })).rejects.toThrow(
        /^nonDecomposableGradients: forward must score a sample alike in every pass, got .* for sample \d+;/,
      );
    });
  });

  it('takes a loss of tensors, and labels as a tensor for either kind', async () => {
    const want = await gradient();
    const yTrue = tf.tensor2d(labels, [n, 1]);
    close(await gradient({ loss: toTfjs(pairwiseAucLoss()) }), want);
    close(await gradient({ loss: toTfjs(pairwiseAucLoss()), labels: yTrue }), want);
    close(await gradient({ labels: yTrue }), want);
    yTrue.dispose();
  });

  it('holds the tensors of a chunk, however many samples there are', async () => {
    const width = 64;
    const wide = tf.tidy(() =>
      tf.variable(tf.tensor2d(normal(key(3), new Float32Array(width * 16)), [16, width])),
    );
    const peak = async (count: number, chunkSize: number) => {
      const start = tf.memory().numBytes;
      const profile = await tf.profile(async () => {
        const { grads } = await nonDecomposableGradients({
          ...options,
          forward: (x) => tf.mean(tf.tanh(tf.matMul(x, wide as unknown as tf.Tensor2D)), 1),
          inputs: normal(key(4), new Float32Array(count * 16)),
          inputShape: [16],
          labels: Float32Array.from({ length: count }, (_, i) => (i % 10 === 0 ? 1 : 0)),
          rate: 0.5,
          chunkSize,
          variables: [wide],
        });
        tf.dispose(grads);
        return tf.scalar(0);
      });
      tf.dispose(profile.result);
      return profile.peakBytes - start;
    };
    const peaks = [await peak(1e3, 100), await peak(1e4, 100), await peak(1e5, 100)];
    expect(peaks[1]).toBe(peaks[0]);
    expect(peaks[2]).toBe(peaks[0]);
    const doubled = await peak(1e4, 200);
    expect(doubled / peaks[0]!).toBeGreaterThan(1.7);
    expect(doubled / peaks[0]!).toBeLessThan(2.1);
    wide.dispose();
  });

  it('does not dispose of a tensor that forward keeps', async () => {
    const inputs = tf.zeros([4, 1]);
    const scores = tf.tidy(() => tf.variable(tf.ones([4, 1])));
    const { grads } = await nonDecomposableGradients({
      ...options,
      inputs,
      labels: [1, 0, 1, 0],
      inputShape: undefined,
      chunkSize: 4,
      rate: 0,
      forward: () => scores,
      variables: [scores],
    });
    expect(scores.isDisposed).toBe(false);
    expect(grads[scores.name]!.shape).toEqual([4, 1]);
    tf.dispose([grads, scores, inputs]);
  });

  describe('errors', () => {
    const bad = (changed: Record<string, unknown>) => gradient(changed as Partial<typeof options>);
    const ones = () => tf.ones([3, 1]);

    it.each<[Record<string, unknown>, RegExp]>([
      [{ rate: 1 }, /^nonDecomposableGradients: rate must be in \[0, 1\), got 1/],
      [{ rate: Number.NaN }, /got NaN/],
      [{ key: undefined }, /^nonDecomposableGradients: key must be a key of/],
      [{ scale: 'mean' }, /^nonDecomposableGradients: scale must be one of/],
      [{ chunkSize: 0 }, /^nonDecomposableGradients: chunkSize must be a positive integer, got 0/],
      [{ chunkSize: 2.5 }, /got 2\.5/],
      [{ inputShape: undefined }, /inputShape must be the shape of one sample when inputs are typed arrays/],
      [{ inputShape: [0] }, /inputShape must be .* got \[0\]/],
      [{ inputShape: [5] }, /inputs must hold whole samples of shape \[5\], 5 numbers each, got 92 numbers/],
      [{ inputs: new Float32Array(0) }, /inputs must hold at least one sample, got none/],
      [{ inputs: 'all' }, /inputs must be a tensor, an array or an async iterable of them, got/],
      [{ inputs: undefined }, /inputs must be a tensor, .* got undefined/],
      [
        {
          inputs: async function* () {
            yield [1, 2];
          },
        },
        /inputs must be tensors or typed arrays of numbers, got \[1,2\]/,
      ],
      [
        { forward: ones },
        /forward must return one row of float32 scores for each of 5 samples, got float32 of shape \[3,1\]/,
      ],
      [{ forward: () => undefined }, /forward must return .* got undefined/],
      [{ forward: 'score' }, /^nonDecomposableGradients: forward must be a function, got "score"/],
      [
        { forward: (x: tf.Tensor) => (x.shape[0] === 5 ? score(x) : tf.tile(score(x), [1, 2])) },
        /forward must return one row of float32 scores of shape \[1\] as before for each of 3 samples, got float32 of shape \[3,2\]/,
      ],
      [
        { forward: (x: tf.Tensor, again: boolean) => tf.add(score(x), again ? 0.01 : 0) },
        /forward must score a sample alike in every pass, got .* leave out dropout/,
      ],
      [{ loss: 'auc' }, /loss must be a function of tensors or have a method valueAndGrad, got "auc"/],
      [{ loss: (_: tf.Tensor, y: tf.Tensor) => y }, /loss must return a scalar, got \[23,1\]; take its mean/],
      [{ labels: undefined }, /^nonDecomposableGradients: labels must be what .* got undefined/],
      [
        { inputs: () => values },
        /inputs, a function, must return an async iterable, got \[object Float32Array\]/,
      ],
      [{ chunksize: 3 }, /^nonDecomposableGradients: options must be among forward, .* got "chunksize"/],
      [
        { loss: { valueAndGrad: () => ({ value: 0, grad: [1] }) } },
        /loss must return a number as value and as grad one for each of 23 scores, got 1/,
      ],
      [{ loss: { valueAndGrad: () => ({ value: 0 }) } }, /got undefined/],
      [{ labels: [1, 0] }, /^pairwiseAucLoss: scores must have 2/],
    ])('%o is refused', async (changed, message) => {
      await expect(bad(changed)).rejects.toThrow(message);
    });

    it('leave no tensor behind when they come late', async () => {
      let calls = 0;
      const forward = (x: tf.Tensor) => {
        if (++calls === 7) throw new Error('late');
        return score(x);
      };
      await expect(gradient({ forward })).rejects.toThrow('late');
      const inputs = async function* (): AsyncGenerator<SampleArray> {
        yield tf.tensor2d(values, [n, 4]);
        throw new Error('lost');
      };
      await expect(gradient({ inputs })).rejects.toThrow('lost');
    });
  });

  it('draws other samples with another key', async () => {
    expect(await gradient({ key: foldIn(key(5), 1) })).not.toEqual(await gradient());
    expect(await gradient()).toEqual(await gradient());
  });
});

// Apart, since tfjs does not free what it saved for a gradient when the function throws.
it('scores of another shape under the gradient are refused', async () => {
  await initBackend({ backends: ['cpu'] });
  const weight = tf.variable(tf.scalar(2));
  const gradients = nonDecomposableGradients({
    forward: (x, training) => tf.tile(tf.mul(x, weight), [1, training ? 2 : 1]),
    loss: pairwiseAucLoss(),
    inputs: Float32Array.of(1, 2, 3),
    inputShape: [1],
    labels: [0, 1, 0],
    rate: 0,
    key: key(1),
  });
  await expect(gradients).rejects.toThrow(
    'forward must return one row of float32 scores of shape [1] as before for each of 3 samples, got float32 of shape [3,2]',
  );
});
