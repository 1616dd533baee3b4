import {
  getKernel,
  getKernelsForBackend,
  Identity,
  type KernelConfig,
  type KernelFunc,
  type NamedTensorInfoMap,
  Reshape,
  registerKernel,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { borrow } from '../borrowed/borrow';
import { takesType } from '../tfjs/number-types';
import { origin } from '../tfjs/origin';

const guarded = Symbol.for('@backdropjs/backend/guarded');

/** These pass on what they are given, whatever it is. */
const transparent = [Identity, Reshape];

/**
 * Completes the wasm backend with cpu's kernels: for operations it has no kernel for, and in every other for types that its kernel is
 * not made for: strings and complex numbers, which it would look for at address 0, and integers that it takes for floats. A
 * second call changes nothing.
 */
export function registerBorrowedKernels(): void {
  for (const { kernelName } of getKernelsForBackend('cpu')) {
    if (getKernel(kernelName, 'wasm') as KernelConfig | undefined) continue;
    const config = {
      kernelName,
      backendName: 'wasm',
      kernelFunc: borrow(kernelName),
      [guarded]: true,
      [origin]: true,
    };
    registerKernel(config);
  }
  for (const config of getKernelsForBackend('wasm')) {
    if (guarded in config || transparent.includes(config.kernelName)) continue;
    unregisterKernel(config.kernelName, 'wasm');
    const onNumbers = {
      ...config,
      kernelFunc: ofItsTypes(config.kernelName, config.kernelFunc),
      [guarded]: true,
    };
    registerKernel(onNumbers);
  }
}

/** `kernel` for inputs of the types that it is right for, cpu's kernel for all others. */
function ofItsTypes(kernelName: string, kernel: KernelFunc): KernelFunc {
  const borrowed = borrow(kernelName);
  return (call) => {
    const inputs = call.inputs as NamedTensorInfoMap;
    for (const name in inputs) {
      const dtype = inputs[name]?.dtype;
      if (dtype !== undefined && dtype !== 'float32' && !takesType(kernelName, dtype)) return borrowed(call);
    }
    return isNoNumber(call.attrs?.['dtype']) ? borrowed(call) : kernel(call);
  };
}

function isNoNumber(dtype: unknown): boolean {
  return dtype === 'string' || dtype === 'complex64';
}
