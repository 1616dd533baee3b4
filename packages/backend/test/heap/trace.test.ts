import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { initBackend } from '../../src/index';

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
});
afterEach(() => {
  tf.env().set('BACKDROPJS_TRACE', false);
  vi.restoreAllMocks();
});

/** A layer with relu, its gradient at few positions, and one gradient that nobody reads. */
function step(): void {
  tf.tidy(() => {
    const layer = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor) =>
      tf.relu(tf.add(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), b));
    const kept = tf.oneHot(tf.tensor1d([0, 7], 'int32'), 16);
    const dy = tf.mul(tf.reshape(kept, [2, 4, 4, 1]), tf.ones([1, 1, 1, 3]));
    const [, dw] = tf.grads(layer as never)([tf.ones([2, 4, 4, 1]), tf.ones([3, 3, 1, 3]), tf.ones([3])], dy);
    dw!.dataSync();
  });
}

test('BACKDROPJS_TRACE tells what is deferred, fused, kept and skipped', () => {
  const debug = vi.spyOn(console, 'debug').mockImplementation(() => undefined);
  step();
  expect(debug).not.toHaveBeenCalled();
  tf.env().set('BACKDROPJS_TRACE', true);
  step();
  const said = debug.mock.calls.map(([line]) => line as string);
  for (const line of [
    'backdropjs: deferred convolution [2,4,4,3]',
    'backdropjs: fused relu into bias and convolution [2,4,4,3]',
    'backdropjs: kept 2 rows of the gradient [2,4,4,3]',
    'backdropjs: skipped, since nobody read it, inputGradient [2,4,4,1]',
  ]) {
    expect(said).toContain(line);
  }
  debug.mockClear();
  tf.env().set('BACKDROPJS_TRACE', false);
  step();
  expect(debug).not.toHaveBeenCalled();
});
