import type { CompiledKernels } from '../module/kernels';
import { Kernels } from '../module/kernels';
import { internalsOf } from '../tfjs/internals';
import type { WasmBackend } from '../tfjs/wasm-backend';
import { TensorHeap } from './tensor-heap';

// What is loaded belongs to the process, as tfjs's registries of kernels and backends do: a registered kernel is called with a
// backend and has to find our kernels on its heap.
let compiled: CompiledKernels | undefined;
let compiledFor: boolean | undefined;
let heaps = new WeakMap<WasmBackend, TensorHeap | null>();

/**
 * Compiles the kernels for every wasm backend, with fused multiply-add if that is asked for and the engine has it; the last
 * call counts. Where the engine has no SIMD, nothing changes.
 */
export async function loadKernels(relaxedSimd: boolean): Promise<void> {
  if (compiledFor === relaxedSimd) return;
  const kernels = await Kernels.compile({ relaxedSimd });
  compiledFor = relaxedSimd;
  if (kernels?.relaxed === compiled?.relaxed) return;
  compiled = kernels;
  heaps = new WeakMap();
}

/**
 * Our kernels on a backend's heap, or undefined: they are not loaded (yet), the engine has no SIMD, or the backend is
 * not built like those of tfjs 4.17 to 4.22, whose heap they need.
 */
export function heapOf(backend: WasmBackend): TensorHeap | undefined {
  if (!compiled) return undefined;
  let heap = heaps.get(backend);
  if (heap === undefined) {
    heap = attach(backend, compiled) ?? null;
    heaps.set(backend, heap);
  }
  return heap ?? undefined;
}

function attach(backend: WasmBackend, kernels: CompiledKernels): TensorHeap | undefined {
  const internals = internalsOf(backend);
  if (!internals) return undefined;
  const { wasm } = internals;
  const memory = {
    memory: wasm.asm.memory,
    allocate: (bytes: number) => wasm._malloc(bytes),
    free: (address: number) => wasm._free(address),
  };
  return new TensorHeap(backend, kernels.on(memory), internals, memory, kernels.relaxed);
}
