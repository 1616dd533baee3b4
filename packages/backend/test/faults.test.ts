// The n-th block that the heap is asked for is not given, for every n: the error says so, nothing is left, and the next training step
// has the bits that it had before.
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, it } from 'vitest';
import { fusedConv2d, initBackend } from '../src/index';

interface Wasm {
  _malloc(bytes: number): number;
}
let wasm: Wasm;

/** Runs what takes gradients. Where it throws, tfjs itself keeps what its operations saved for the backward pass: disposed of here. */
function cleared<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    for (const { saved } of tf.engine().state.activeTape?.splice(0) ?? []) tf.dispose(saved ?? []);
    throw error;
  }
}

const image = () => tf.reshape(tf.sin(tf.range(0, 256)), [4, 8, 8, 1]) as tf.Tensor4D;
const filter = () => tf.reshape(tf.cos(tf.range(0, 18)), [3, 3, 1, 2]) as tf.Tensor4D;

const runs: Record<string, () => number[][]> = {
  'a convolution, fused, and its gradients': () =>
    tf.tidy(() => {
      const loss = (x: tf.Tensor, w: tf.Tensor) =>
        tf.sum(
          tf.square(fusedConv2d(x as tf.Tensor4D, w as tf.Tensor4D, { activation: 'relu' })),
        ) as tf.Scalar;
      const { value, grads } = tf.valueAndGrads(loss)([image(), filter()]);
      return [value, ...grads].map((tensor) => [...tensor.dataSync()]);
    }),
  'pooling, products and sums': () =>
    tf.tidy(() => {
      const loss = (x: tf.Tensor) => {
        const flat = tf.reshape(tf.maxPool(x as tf.Tensor4D, 2, 2, 'same'), [4, 16]);
        return tf.mean(tf.softmax(tf.matMul(flat, tf.ones([16, 3])))) as tf.Scalar;
      };
      const { value, grad } = tf.valueAndGrad(loss)(image());
      return [value, grad].map((tensor) => [...tensor.dataSync()]);
    }),
  'kernels borrowed from cpu': () =>
    tf.tidy(() => [
      [...tf.unsortedSegmentSum(image(), tf.tensor1d([0, 1, 1, 0], 'int32'), 2).dataSync()],
      [...tf.einsum('bhwc,bhwc->b', image(), image()).dataSync()],
      [...tf.topk(tf.reshape(image(), [4, 64]), 2).values.dataSync()],
    ]),
  'a prediction': () => {
    const model = sequential({
      layers: [
        layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [8, 8, 1], kernelInitializer: 'ones' }),
        layers.flatten(),
        layers.dense({ units: 1, kernelInitializer: 'ones' }),
      ],
    });
    try {
      return tf.tidy(() => [[...(model.predict(image()) as tf.Tensor).dataSync()]]);
    } finally {
      model.dispose();
      tf.disposeVariables();
    }
  },
};

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
  ({ wasm } = tf.backend() as unknown as { wasm: Wasm });
});

it.each(Object.entries(runs))('%s', (_, run) => {
  const right = run();
  expect(run()).toEqual(right);
  const malloc = wasm._malloc;
  const found: string[] = [];
  let failed = 0;
  for (let n = 1; n < 500; n++) {
    const before = [tf.memory().numTensors, tf.engine().backend.numDataIds()];
    let count = 0;
    wasm._malloc = (bytes) => (++count === n ? 0 : malloc(bytes));
    let message: string | undefined;
    try {
      const values = cleared(run);
      if (JSON.stringify(values) !== JSON.stringify(right)) found.push(`${n}: other values and no error`);
    } catch (error) {
      message = (error as Error).message;
    } finally {
      wasm._malloc = malloc;
    }
    tf.disposeVariables();
    if (count < n) break;
    failed++;
    if (message !== undefined && !/^backend: no room for /.test(message)) found.push(`${n}: ${message}`);
    const after = [tf.memory().numTensors, tf.engine().backend.numDataIds()];
    if (`${after}` !== `${before}`) found.push(`${n}: ${before} tensors before, ${after} after`);
    if (JSON.stringify(run()) !== JSON.stringify(right)) found.push(`${n}: other values`);
  }
  expect(found).toEqual([]);
  expect(failed).toBeGreaterThan(3);
});
