// The engines of a browser through one call: gradients of a small convolutional net on each, against cpu.

import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { pendingOf } from '../src/heap/pending';
import { type BackendName, fusedConv2d, initBackend } from '../src/index';
import { random, randomValues, relativeError, toTensor } from './support';

const next = random(21);
const inputs = [
  randomValues(next, 2, 12, 12, 1),
  randomValues(next, 5, 5, 1, 6),
  randomValues(next, 6),
  randomValues(next, 2, 2, 6, 4),
];

async function gradients(): Promise<Float32Array[]> {
  const loss = (...[x, w1, b1, w2]: tf.Tensor[]) => {
    const options = { strides: 2, pad: 'same', bias: b1 as tf.Tensor1D, activation: 'relu' } as const;
    const y = fusedConv2d(x as tf.Tensor4D, w1 as tf.Tensor4D, options);
    return tf.sum(tf.square(tf.relu(tf.conv2d(y, w2 as tf.Tensor4D, 2, 'valid'))));
  };
  const tensors = inputs.map((values) => toTensor(values));
  const grads = tf.grads(loss)(tensors);
  const values = await Promise.all(grads.map((grad) => grad.data<'float32'>()));
  tf.dispose([tensors, grads]);
  return values;
}

describe.each<BackendName>(['wasm', 'webgl', 'webgpu'])('initBackend in a browser: %s', (backend) => {
  it('starts it, and its gradients are those of cpu', { timeout: 120_000 }, async () => {
    setWasmPaths({
      'tfjs-backend-wasm.wasm': plain,
      'tfjs-backend-wasm-simd.wasm': simd,
      'tfjs-backend-wasm-threaded-simd.wasm': threadedSimd,
    });
    const report = await initBackend({ backends: [backend], relaxedSimd: true });
    expect(report.name).toBe(backend);
    const got = await gradients();
    if (backend === 'wasm') {
      expect(report.relaxedSimd).toBe(true);
      const y = tf.conv2d(toTensor<tf.Tensor4D>(inputs[0]!), toTensor<tf.Tensor4D>(inputs[1]!), 1, 'same');
      expect(pendingOf(y, 'convolution')).toBeDefined();
    }
    await initBackend({ backends: ['cpu'] });
    const want = await gradients();
    for (const [i, values] of want.entries()) expect(relativeError(got[i]!, values)).toBeLessThan(1e-5);
  });
});
