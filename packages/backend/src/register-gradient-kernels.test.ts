import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { registerGradientKernels } from './wasm';

describe('registerGradientKernels', () => {
  it('asks for the wasm backend first', async () => {
    await expect(registerGradientKernels()).rejects.toThrow("import '@tensorflow/tfjs-backend-wasm' first");
  });

  it('refuses options that it does not have', async () => {
    await expect(registerGradientKernels({ relaxedSIMD: true } as object)).rejects.toThrow(
      'registerGradientKernels: options must be among relaxedSimd, got "relaxedSIMD"',
    );
    await expect(registerGradientKernels(null as never)).rejects.toThrow('options must be an object');
  });

  it('completes the wasm backend, before or after it starts', async () => {
    await import('@tensorflow/tfjs-backend-wasm');
    await registerGradientKernels();
    await tf.setBackend('wasm');
    await registerGradientKernels();
    const [dx, dw] = tf.grads((x: tf.Tensor, w: tf.Tensor) =>
      tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'valid'),
    )([tf.ones([1, 3, 3, 1]), tf.ones([2, 2, 1, 1])]);
    expect([...dx!.dataSync()]).toEqual([1, 2, 1, 2, 4, 2, 1, 2, 1]);
    expect([...dw!.dataSync()]).toEqual([4, 4, 4, 4]);
  });

  it('keeps average pooling right when tfjs-layers registers its gradients later', async () => {
    await import('@tensorflow/tfjs-layers');
    const pool = (x: tf.Tensor): tf.Tensor => tf.avgPool(x as tf.Tensor4D, 2, 2, 'same');
    const dx = tf.grad(pool)(tf.ones([1, 3, 3, 1]));
    expect([...dx.dataSync()]).toEqual([0.25, 0.25, 0.5, 0.25, 0.25, 0.5, 0.5, 0.5, 1]);
  });
});
