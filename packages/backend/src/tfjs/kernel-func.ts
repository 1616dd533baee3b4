import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelCall } from './wasm-backend';

/**
 * A kernel of known inputs and attributes as tfjs registers them: its types know neither, so here, once, ours are trusted. `call` can
 * be passed on to another kernel as it is.
 */
export function kernelFunc<Inputs extends string, Attrs = object>(
  kernel: (call: KernelCall<Inputs, Attrs> & Parameters<KernelFunc>[0]) => TensorInfo | TensorInfo[],
): KernelFunc {
  return kernel as unknown as KernelFunc;
}
