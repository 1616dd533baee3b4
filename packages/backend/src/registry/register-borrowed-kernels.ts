import {
  getKernel,
  getKernelsForBackend,
  type KernelBackend,
  type KernelConfig,
  type KernelFunc,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { borrow } from '../borrowed/borrow';
import { checkCall } from '../tfjs/check-call';
import { guardMemory } from '../tfjs/guard-memory';
import { origin } from '../tfjs/origin';
import { callOrUndo } from '../tfjs/undo-allocations';
import { isWrongCall } from '../tfjs/wrong-calls';

const guarded = Symbol.for('@backdropjs/backend/guarded');

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
    if (guarded in config) continue;
    unregisterKernel(config.kernelName, 'wasm');
    const onlyRight = {
      ...config,
      kernelFunc: rightOnly(config.kernelName, config.kernelFunc),
      setupFunc: (backend: object) => {
        config.setupFunc?.(backend);
        guardMemory(backend as KernelBackend);
      },
      [guarded]: true,
    };
    registerKernel(onlyRight);
  }
}

/** `kernel` for arguments that fit together, and cpu's for calls that it gets wrong. */
function rightOnly(kernelName: string, kernel: KernelFunc): KernelFunc {
  const [check, isWrong] = [checkCall(kernelName), isWrongCall(kernelName)];
  if (!check && !isWrong) return kernel;
  const borrowed = borrow(kernelName);
  return (call) => {
    const inputs = call.inputs as Record<string, TensorInfo>;
    check?.(inputs, call.attrs!);
    return callOrUndo(isWrong?.(inputs, call.attrs!) ? borrowed : kernel, call);
  };
}
