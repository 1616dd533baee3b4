import { env } from '@tensorflow/tfjs-core';

/**
 * Lets tfjs start its build for one thread, on pages that are isolated from other origins too: the memory of the build for
 * several threads is out of our kernels' reach.
 */
export function preferSingleThread(): void {
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
}
