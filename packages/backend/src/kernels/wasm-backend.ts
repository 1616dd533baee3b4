import {
  type Attribute,
  type BackendValues,
  type DataType,
  getKernel,
  type TensorInfo,
} from '@tensorflow/tfjs-core';

/** What our kernels use of tfjs's `BackendWasm`: its public methods, so that no private field has to exist. */
export interface WasmBackend {
  makeOutput(shape: number[], dtype: DataType, memoryOffset?: number, values?: BackendValues): TensorInfo;
  readSync(dataId: object): BackendValues;
  typedArrayFromHeap(tensor: TensorInfo): Float32Array | Int32Array | Uint8Array;
  disposeData(dataId: object): boolean;
  incRef(dataId: object): void;
}

/** The one argument of a kernel function: the names of its inputs, and its attributes. */
export interface KernelCall<Inputs extends string, Attrs = object> {
  inputs: Record<Inputs, TensorInfo>;
  attrs: Attrs;
  backend: WasmBackend;
}

/** Runs a registered wasm kernel on tensor infos, outside of the engine: nothing is recorded, nothing is tracked. */
function runKernel(
  backend: WasmBackend,
  name: string,
  inputs: Record<string, TensorInfo>,
  attrs: object = {},
): TensorInfo {
  return getKernel(name, 'wasm').kernelFunc({
    inputs,
    attrs: attrs as Record<string, Attribute>,
    backend,
  }) as TensorInfo;
}

/** Runs a wasm kernel inside of {@link compose}. */
export type Run = (name: string, inputs: Record<string, TensorInfo>, attrs?: object) => TensorInfo;

/** Allocates a float32 tensor inside of {@link compose}. */
export type Own = (shape: number[]) => TensorInfo;

/**
 * Builds one kernel out of others. Every intermediate result is released at the end, also when the body throws;
 * with it goes the copy of it that XNNPACK packed, which is cached by tensor id until the tensor is disposed of.
 */
export function compose(backend: WasmBackend, body: (run: Run, own: Own) => TensorInfo): TensorInfo {
  const intermediates: TensorInfo[] = [];
  const track = (tensor: TensorInfo) => {
    intermediates.push(tensor);
    return tensor;
  };
  let result: TensorInfo | undefined;
  try {
    result = body(
      (name, inputs, attrs) => track(runKernel(backend, name, inputs, attrs)),
      (shape) => track(backend.makeOutput(shape, 'float32')),
    );
    return result;
  } finally {
    for (const tensor of intermediates) if (tensor !== result) backend.disposeData(tensor.dataId);
  }
}

/** The float32 values of a tensor on the wasm heap: a view, valid until the next allocation. */
export function floats(backend: WasmBackend, tensor: TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(tensor) as Float32Array;
}
