import { type BackendName, initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss } from '@backdropjs/losses';
import { key } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { gradient, n, type options, score, trainsOn, values } from '../../test/scored-samples';
import { nonDecomposableGradients, type SampleArray } from '../non-decomposable';

describe.each<BackendName>(['wasm', 'cpu'])('on %s', (backend) => {
  trainsOn(backend);

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
      [{ chunksize: 3 }, /^nonDecomposableGradients: options must be one of forward, .* got "chunksize"/],
      [
        { loss: { valueAndGrad: () => ({ value: 0, grad: [1] }) } },
        /loss must return a number as value and as grad one for each of 23 scores, got 1/,
      ],
      [{ loss: { valueAndGrad: () => ({ value: 0 }) } }, /got undefined/],
      [{ labels: [1, 0] }, /^pairwiseAucLoss: the length of labels must be \d+ .*, got 2/],
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
