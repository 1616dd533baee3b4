import { getKernel, type KernelConfig, type KernelFunc, type TensorInfo } from '@tensorflow/tfjs-core';
import { refuseState } from '../check';
import type { WasmBackend } from '../tfjs/wasm-backend';
import { CpuMemory } from './cpu-memory';

/**
 * The kernel of tfjs's cpu backend as a kernel of the wasm backend: it reads its inputs on the heap, and its results are copied
 * there. For operations where speed is not the point.
 *
 * @throws Error from the kernel it returns if `@tensorflow/tfjs-backend-cpu` is not there.
 */
export function borrow(kernelName: string): KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const kernel = getKernel(kernelName, 'cpu') as KernelConfig | undefined;
    if (!kernel) {
      refuseState(
        'backend',
        `${kernelName} on wasm, for these inputs, takes the kernel of @tensorflow/tfjs-backend-cpu`,
        'none',
        'npm install @tensorflow/tfjs-backend-cpu',
      );
    }
    // Ragged operations take lists of tensors as one input.
    const given = Object.values(inputs).flat().filter(Boolean) as TensorInfo[];
    const memory = new CpuMemory(backend as WasmBackend, given);
    const results = kernel.kernelFunc({ inputs, attrs: attrs!, backend: memory });
    const onHeap = memory.toHeap(Array.isArray(results) ? results : [results]);
    return Array.isArray(results) ? onHeap : onHeap[0]!;
  };
}
