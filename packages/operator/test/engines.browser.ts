// The engines of a browser: the operator's masks in a network of known gradients, and the work that compaction saves, on
// BACKDROPJS_COMPACTED images.
import { type BackendName, initBackend } from '@backdropjs/backend';
import { foldIn, key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import training from '../../backend/test/golden/training.json';
import { backdrop, sampleMask } from '../src/index';
import { nonDecomposableGradients } from '../src/non-decomposable';
import { expectGoldenTraining } from './masked-network';

declare module 'vitest' {
  interface ProvidedContext {
    /** Images. */
    compacted: number;
    /** 'all', or 'one' where the slow parts run on one engine. */
    engines: string;
  }
}

// WebGPU and WebGL in software are slow.
describe.each<BackendName>(['webgl', 'webgpu', 'cpu'])('on %s', { timeout: 120_000 }, (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  it('the masked network of training.json has the losses, the gradients and the final weights of the file', async () => {
    await expectGoldenTraining(training.network, 1e-5);
  });

  it('the forward pass is bit-identical', async () => {
    const values = normal(key(1), new Float32Array(60));
    const x = tf.tensor(values, [3, 4, 5]);
    const y = backdrop(x, { rate: 0.5, axes: [1], key: key(2) });
    expect(await y.data()).toEqual(values);
    tf.dispose([x, y]);
  });

  it('masks are the same as anywhere', async () => {
    const { mask, kept } = sampleMask([2, 4, 4, 3], { rate: 0.5, axes: [1, 2], key: key(42) });
    expect([...(await mask.data())].join('')).toBe('0001000011111100');
    expect(kept).toBe(7);
    mask.dispose();
  });

  // WebGPU and WebGL in software take ten times as long.
  if (backend !== 'cpu' && inject('engines') !== 'all') return;

  it('only kept samples are back-propagated, to the gradient of the masked batch', async () => {
    const n = inject('compacted');
    const gaussian = <R extends tf.Rank>(name: string, shape: tf.ShapeMap[R]) =>
      tf.tensor<R>(normal(foldIn(key(1), name), new Float32Array(shape.reduce((a, b) => a * b, 1))), shape);
    const x = gaussian<tf.Rank.R4>('x', [n, 16, 16, 4]);
    const filter = tf.tidy(() => tf.variable(gaussian<tf.Rank.R4>('w', [3, 3, 4, 8])));
    const forward = (images: tf.Tensor) =>
      tf.mean(
        tf.relu(tf.conv2d(images as tf.Tensor4D, filter as unknown as tf.Tensor4D, 1, 'same')),
        [1, 2, 3],
      );
    const loss = (_: tf.Tensor, scores: tf.Tensor) => tf.sum(tf.square(scores));
    const options = { rate: 0.9, key: key(3) };
    const masked = async () => {
      const { value, grads } = tf.variableGrads(
        () => loss(x, backdrop(forward(x), { ...options, axes: [0] })) as tf.Scalar,
        [filter],
      );
      const gradient = await grads[filter.name]!.data<'float32'>();
      tf.dispose([value, grads]);
      return gradient;
    };
    let backPropagated = 0;
    const compacted = async () => {
      backPropagated = 0;
      const { grads } = await nonDecomposableGradients({
        ...options,
        forward: (images, isTraining) => {
          if (isTraining) backPropagated += images.shape[0]!;
          return forward(images);
        },
        loss: (_, scores) => loss(x, scores),
        inputs: x,
        labels: x,
        chunkSize: n,
        variables: [filter],
      });
      const gradient = await grads[filter.name]!.data<'float32'>();
      tf.dispose(grads);
      return gradient;
    };
    const [want, got] = [await masked(), await compacted()];
    const largest = want.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    const difference = got.reduce(
      (a: number, b: number, i: number) => Math.max(a, Math.abs(b - want[i]!)),
      0,
    );
    expect(difference / largest).toBeLessThan(1e-5);
    const { mask, kept } = sampleMask([n], { ...options, axes: [0] });
    expect(backPropagated).toBe(kept);
    tf.dispose([x, filter, mask]);
  });
});
