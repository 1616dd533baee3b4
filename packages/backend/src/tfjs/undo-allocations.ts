import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmBackend } from './wasm-backend';

/** The data that kernels have allocated since the outermost of them was called. */
const allocated: object[] = [];
let depth = 0;

/** Takes note of data that is allocated. */
export function noteAllocation(dataId: object): void {
  if (depth > 0) allocated.push(dataId);
}

/**
 * Calls a kernel; if it fails, gives back what it had allocated until then, and its holds on its inputs. tfjs's kernels do not: at the
 * end of the heap each failure would leave less of it.
 */
export function callOrUndo(kernel: KernelFunc, call: Parameters<KernelFunc>[0]): ReturnType<KernelFunc> {
  const backend = call.backend as WasmBackend;
  const inputs = call.inputs as Readonly<Record<string, TensorInfo>>;
  const first = allocated.length;
  const holds: number[] = [];
  for (const name in inputs) holds.push(holdsOn(backend, inputs[name]));
  depth++;
  try {
    return kernel(call);
  } catch (error) {
    for (const dataId of allocated.splice(first)) {
      if (backend.refCount(dataId) > 0) backend.disposeData(dataId);
    }
    let i = 0;
    for (const name in inputs) {
      const before = holds[i++]!;
      while (holdsOn(backend, inputs[name]) > before) backend.disposeData(inputs[name]!.dataId);
    }
    throw error;
  } finally {
    if (--depth === 0) allocated.length = 0;
  }
}

/** How many hold an input; of an absent one, and of a list, none. */
function holdsOn(backend: WasmBackend, input: TensorInfo | undefined): number {
  return input?.dataId === undefined ? 0 : backend.refCount(input.dataId);
}
