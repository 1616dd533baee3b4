import type { KernelFunc } from '@tensorflow/tfjs-core';
import { heapKernels } from '../heap/heap-kernels';
import { asTheyAre } from '../heap/heap-tensor';
import { heapOf } from '../heap/loaded-kernels';
import { trace } from '../heap/trace';
import type { WasmBackend } from '../tfjs/wasm-backend';

/** The kernel on the heap where it is to be had and takes the call, else `fallback`. */
export function heapFirst(kernelName: string, fallback: KernelFunc): KernelFunc {
  const kernel = heapKernels[kernelName];
  if (!kernel) return fallback;
  return (call) => {
    const heap = heapOf(call.backend as WasmBackend);
    const out = heap && kernel(heap, { inputs: asTheyAre(call.inputs), attrs: call.attrs });
    if (out) return out;
    trace?.(`left to tfjs ${kernelName}`);
    return fallback(call);
  };
}
