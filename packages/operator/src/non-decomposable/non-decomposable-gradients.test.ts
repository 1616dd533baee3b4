import type { BackendName } from '@backdropjs/backend';
import { pairwiseAucLoss } from '@backdropjs/losses';
import { toTfjs } from '@backdropjs/losses/tfjs';
import { foldIn, key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  close,
  gradient,
  labels,
  n,
  options,
  score,
  trainsOn,
  values,
  weights,
} from '../../test/scored-samples';
import { backdrop } from '../index';
import { nonDecomposableGradients } from '../non-decomposable';

describe.each<BackendName>(['wasm', 'cpu'])('on %s', (backend) => {
  trainsOn(backend);

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
    const peaks = [await peak(1e3, 100), await peak(5e3, 100), await peak(2e4, 100)];
    expect(peaks[1]).toBe(peaks[0]);
    expect(peaks[2]).toBe(peaks[0]);
    const doubled = await peak(5e3, 200);
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

  it('draws other samples with another key', async () => {
    expect(await gradient({ key: foldIn(key(5), 1) })).not.toEqual(await gradient());
    expect(await gradient()).toEqual(await gradient());
  });
});
