import { type Attribute, getKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmBackend } from '../tfjs/wasm-backend';

/** Runs a registered kernel on tensor infos, outside of the engine: nothing is recorded, nothing is tracked. */
function runKernel(
  backend: WasmBackend,
  backendName: string,
  name: string,
  inputs: Record<string, TensorInfo>,
  attrs: object = {},
): TensorInfo {
  return getKernel(name, backendName).kernelFunc({
    inputs,
    attrs: attrs as Record<string, Attribute>,
    backend,
  }) as TensorInfo;
}

/** Runs a kernel inside of {@link compose}. */
export type Run = (name: string, inputs: Record<string, TensorInfo>, attrs?: object) => TensorInfo;

/** Allocates a float32 tensor inside of {@link compose}. */
export type Own = (shape: number[]) => TensorInfo;

/**
 * Builds one kernel out of others. Every intermediate result is released at the end, also when the body throws;
 * with it goes the copy of it that XNNPACK packed, which is cached by tensor id until the tensor is disposed of.
 */
export function compose(
  backend: WasmBackend,
  body: (run: Run, own: Own) => TensorInfo,
  backendName = 'wasm',
): TensorInfo {
  const intermediates: TensorInfo[] = [];
  const track = (tensor: TensorInfo) => {
    intermediates.push(tensor);
    return tensor;
  };
  let result: TensorInfo | undefined;
  try {
    result = body(
      (name, inputs, attrs) => track(runKernel(backend, backendName, name, inputs, attrs)),
      (shape) => track(backend.makeOutput(shape, 'float32')),
    );
    return result;
  } finally {
    for (const tensor of intermediates) if (tensor !== result) backend.disposeData(tensor.dataId);
  }
}
