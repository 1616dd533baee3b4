// Masks are a promise: the same key masks the same positions for ever. A change of any of these is a major version.
import { createHash } from 'node:crypto';
import { type BackendName, initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss } from '@backdropjs/losses';
import { key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackdropOptions, backdrop, sampleMask } from '../src/index';
import { backdropLayer } from '../src/layers';
import { nonDecomposableGradients } from '../src/non-decomposable';

/** The first 8 bytes of SHA-256 of the numbers' bits. */
const hash = (values: Float32Array) =>
  createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex')
    .slice(0, 16);

describe.each<BackendName>(['wasm', 'cpu'])('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  it.each([
    [[6], { rate: 0.5, axes: [0] }, '7801d41f5dcdb44c'],
    [[2, 9, 9, 3], { rate: 0.8, axes: [1, 2] }, 'a3925b8ca94cf17f'],
    [[4, 5, 5, 2], { rate: 0.3, axes: [0, 2, 1] }, 'bb916af3e643c585'],
    [[7, 3], { rate: 0.9999, axes: [-2] }, '5b9b333da9aef69a'],
    [[300], { rate: 0.95, axes: [0] }, 'c02b1c92be708b2b'],
  ])('sampleMask of shape [%s] under %o', (shape, options, frozen) => {
    const { mask } = sampleMask(shape, { ...options, key: key('frozen') });
    expect(hash(mask.dataSync<'float32'>())).toBe(frozen);
    mask.dispose();
  });

  it.each<[BackdropOptions['scale'], string]>([
    ['realized', 'd125f5e65c9ae5f7'],
    ['expected', 'b1b888c03204155f'],
    ['none', 'b476e37b34b45036'],
  ])('gradient of backdrop in %s scale', (scale, frozen) => {
    const options = { rate: 0.7, axes: [1, 2], key: key(3), scale };
    tf.tidy(() => {
      const x = tf.tensor(normal(key(4), new Float32Array(600)), [2, 10, 10, 3]);
      const gradient = tf.grad((t) => tf.sum(tf.square(backdrop(t, options))))(x);
      expect(hash(gradient.dataSync<'float32'>())).toBe(frozen);
    });
  });

  it('masks of a layer over its steps', () => {
    const rate = { schedule: 'cosine', from: 0.9, to: 0.1, steps: 7 } as const;
    const layer = backdropLayer({ rate, axes: [1], seed: 11 });
    const hashes = tf.tidy(() => {
      const apply = (x: tf.Tensor) => layer.apply(x, { training: true }) as tf.Tensor;
      return Array.from({ length: 4 }, () => {
        const gradient = tf.grad((x) => tf.sum(apply(x)))(tf.zeros([2, 40]));
        return hash(gradient.dataSync<'float32'>());
      });
    });
    expect(hashes).toEqual(['e6c211313aec7577', 'f692c9b9fab8bb41', '8ee62228c2671bef', 'bebedb2384b44680']);
    layer.dispose();
  });

  it('gradient of a loss of all samples', async () => {
    const weights = tf.variable(tf.tensor2d([0.5, -0.25, 1], [3, 1]));
    const { value, grads } = await nonDecomposableGradients({
      // Sums of products with powers of two: the same bits on every backend.
      forward: (x) => tf.sum(tf.mul(x, tf.transpose(weights as unknown as tf.Tensor2D)), 1),
      loss: pairwiseAucLoss(),
      inputs: Float32Array.from({ length: 120 }, (_, i) => ((i * 37) % 16) / 16),
      inputShape: [3],
      labels: Float32Array.from({ length: 40 }, (_, i) => (i % 3 === 0 ? 1 : 0)),
      rate: 0.6,
      key: key('set'),
      chunkSize: 9,
      variables: [weights],
    });
    expect(value).toBeCloseTo(0.49480364687631945, 7);
    // Sums of floats differ in the last bits between kernels.
    const gradient = [...grads[weights.name]!.dataSync()].map((g) => g.toFixed(6));
    expect(gradient).toEqual(['-0.064347', '-0.027272', '-0.073137']);
    tf.dispose([grads, weights]);
  });
});
