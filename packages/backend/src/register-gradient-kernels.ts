import { Conv2D, getKernel } from '@tensorflow/tfjs-core';
import { checkChoice, readOptions, refuseState } from './check';
import type { InitBackendOptions } from './init-backend';
import { completeBackend } from './registry/complete-backend';
import { checkTfjs } from './tfjs/check-tfjs';

/**
 * Completes tfjs's wasm backend so that it can train, for programs that set up tfjs themselves; `initBackend` does
 * it for all others. Registers tfjs's gradients where they are missing, the right gradient of average pooling, and
 * the kernels that the wasm backend lacks or that train slowly on it. Calling it twice changes nothing.
 *
 * Call it after importing `@tensorflow/tfjs-backend-wasm`, before or after the backend starts.
 *
 * @param options - `relaxedSimd`: as in `initBackend`.
 * @returns a promise of nothing, kept once the kernels are in place.
 * @throws Error if the wasm backend's kernels are not registered; RangeError or TypeError if an option is invalid or misspelled.
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-backend-wasm';
 * import { registerGradientKernels } from '@backdropjs/backend/wasm';
 *
 * await registerGradientKernels();
 * await tf.setBackend('wasm');
 * ```
 */
export async function registerGradientKernels(
  options: Pick<InitBackendOptions, 'relaxedSimd'> = {},
): Promise<void> {
  const { relaxedSimd = false } = readOptions('registerGradientKernels', options, ['relaxedSimd']);
  checkChoice('registerGradientKernels', 'relaxedSimd', relaxedSimd, [true, false]);
  checkTfjs('registerGradientKernels');
  if (!getKernel(Conv2D, 'wasm')) {
    const constraint = "the wasm backend's kernels must be registered";
    refuseState(
      'registerGradientKernels',
      constraint,
      'none',
      "import '@tensorflow/tfjs-backend-wasm' first",
    );
  }
  await completeBackend('wasm', relaxedSimd);
}
