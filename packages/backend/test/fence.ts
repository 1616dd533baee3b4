import * as tf from '@tensorflow/tfjs-core';

interface Module {
  _malloc(bytes: number): number;
  _free(address: number): void;
  HEAPU8: Uint8Array;
}

const FENCE = 0xa5;
const BYTES = 64;

/**
 * Puts a fence on both sides of every block that the wasm backend in use allocates from JavaScript, which all tensors are, and looks
 * after each kernel whether one was written over. Returns what was found so far, a line each.
 */
export function fenceTensors(): string[] {
  const { wasm } = tf.engine().backend as unknown as { wasm: Module };
  // Emscripten's functions replace themselves when they are called first.
  wasm._free(wasm._malloc(8));
  const [malloc, free] = [wasm._malloc, wasm._free];
  const blocks = new Map<number, number>();
  const found: string[] = [];
  wasm._malloc = (bytes) => {
    const start = malloc(bytes + 2 * BYTES) >>> 0;
    if (start === 0) return 0;
    const address = start + BYTES;
    blocks.set(address, bytes);
    wasm.HEAPU8.fill(FENCE, start, address);
    wasm.HEAPU8.fill(FENCE, address + bytes, address + bytes + BYTES);
    return address;
  };
  wasm._free = (given) => {
    const address = given >>> 0;
    const bytes = blocks.get(address);
    if (bytes === undefined) {
      // Allocated before.
      return free(address);
    }
    blocks.delete(address);
    free(address - BYTES);
  };
  const check = (what: () => string) => {
    for (const [address, bytes] of blocks) {
      for (const start of [address - BYTES, address + bytes]) {
        const fence = wasm.HEAPU8.subarray(start, start + BYTES);
        if (fence.every((byte) => byte === FENCE)) continue;
        found.push(what());
        fence.fill(FENCE);
      }
    }
  };
  for (const config of tf.getKernelsForBackend('wasm')) {
    const { kernelName, kernelFunc } = config;
    config.kernelFunc = (call) => {
      const out = kernelFunc(call);
      check(() => {
        const inputs = Object.values(call.inputs).flat() as (tf.TensorInfo | undefined)[];
        const shapes = inputs.map((input) => `${input?.dtype}[${input?.shape}]`).join(' ');
        return `${kernelName} ${shapes} ${JSON.stringify(call.attrs)}`;
      });
      return out;
    };
  }
  return found;
}
