import type { DataType } from '@tensorflow/tfjs-core';
import type { WasmBackend } from './wasm-backend';

/** tfjs's record of one tensor's data. */
export interface TensorRecord {
  id: number;
  memoryOffset: number;
  refCount: number;
  shape: number[];
  dtype: DataType;
}

/** What `BackendWasm` of tfjs 4.17 to 4.22 holds besides its public methods. */
export interface Internals {
  wasm: { asm: { memory: WebAssembly.Memory }; _malloc(bytes: number): number; _free(address: number): void };
  /** The record of each tensor's data, by its data id. */
  dataIdMap: {
    get(dataId: object): TensorRecord;
    set(dataId: object, record: TensorRecord): void;
    delete(dataId: object): boolean;
  };
}

/** The internals of a wasm backend, if it is built like those of tfjs 4.17 to 4.22. */
export function internalsOf(backend: WasmBackend): Internals | undefined {
  const { wasm, dataIdMap } = backend as unknown as Partial<Internals>;
  if (!wasm?._malloc || !wasm._free || !dataIdMap?.get) return undefined;
  return wasm.asm?.memory instanceof WebAssembly.Memory ? { wasm, dataIdMap } : undefined;
}
