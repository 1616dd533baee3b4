import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { initBackend } from '../index';

it('says that a backend was removed before the first call, and what to do', async () => {
  tf.removeBackend('wasm');
  await expect(initBackend({ backends: ['wasm'] })).rejects.toThrow(
    "wasm: tf.removeBackend('wasm') has taken away what @tensorflow/tfjs-backend-wasm registers once, when it is first imported; " +
      'call initBackend before you remove it, or do not remove it',
  );
  await expect(initBackend({ backends: ['webgl'] })).rejects.toThrow(/webgl: .* does not support this env/);
});
