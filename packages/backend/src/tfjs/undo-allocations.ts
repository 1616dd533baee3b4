import { engine, type KernelBackend, type KernelFunc, type TensorInfo } from '@tensorflow/tfjs-core';

/** The data that kernels have allocated since the outermost of them was called. */
const allocated: object[] = [];
let depth = 0;

/** Takes note of data that is allocated; that of a tensor, which tfjs moves here from another backend, is not the kernel's. */
export function noteAllocation(dataId: object): void {
  if (depth > 0 && !engine().state.tensorInfo.has(dataId)) allocated.push(dataId);
}

/**
 * Calls a kernel; if it fails, gives back what it had allocated until then, and its holds on its inputs. tfjs's kernels do not: at the
 * end of the heap each failure would leave less of it.
 */
export function callOrUndo(kernel: KernelFunc, call: Parameters<KernelFunc>[0]): ReturnType<KernelFunc> {
  const backend = call.backend as KernelBackend;
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
      while (holdsOn(backend, inputs[name]) > before) {
        homeOf(backend, inputs[name]!).disposeData(inputs[name]!.dataId);
      }
    }
    throw error;
  } finally {
    if (--depth === 0) allocated.length = 0;
  }
}

/** How many hold an input, wherever it is; of an absent one, and of a list, none. */
function holdsOn(backend: KernelBackend, input: TensorInfo | undefined): number {
  return input?.dataId === undefined ? 0 : homeOf(backend, input).refCount(input.dataId);
}

/** The backend that has an input now: tfjs moves one from another backend when the kernel first looks at it. */
function homeOf(backend: KernelBackend, { dataId }: TensorInfo): KernelBackend {
  return engine().state.tensorInfo.get(dataId)?.backend ?? backend;
}
