import type { BackendValues, DataType, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';

/** What our kernels use of tfjs's `BackendWasm`: its public methods, so that no private field has to exist. */
export interface WasmBackend extends KernelBackend {
  makeOutput(shape: number[], dtype: DataType, memoryOffset?: number, values?: BackendValues): TensorInfo;
  typedArrayFromHeap(tensor: TensorInfo): Float32Array | Int32Array | Uint8Array;
}

/** The one argument of a kernel function: the names of its inputs, and its attributes. */
export interface KernelCall<Inputs extends string, Attrs = object> {
  inputs: Record<Inputs, TensorInfo>;
  attrs: Attrs;
  backend: WasmBackend;
}

/** The float32 values of a tensor on the wasm heap: a view, valid until the next allocation. */
export function floats(backend: WasmBackend, tensor: TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(tensor) as Float32Array;
}
