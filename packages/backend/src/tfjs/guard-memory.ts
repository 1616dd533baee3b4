import { type DataType, engine, type KernelBackend, util } from '@tensorflow/tfjs-core';
import { internalsOf } from './internals';
import { makeMallocSafe } from './safe-malloc';
import { noteAllocation } from './undo-allocations';
import type { WasmBackend } from './wasm-backend';

/**
 * Bytes that stay free: tfjs's kernels allocate working memory of their own, and where there is none they abort, after which the
 * backend is dead.
 */
const RESERVE = 2 ** 26;

/** Allocations are looked at when they add up to so many bytes. */
const STEP = 2 ** 23;

/** tfjs's one place where tensors get their memory. */
interface Allocating {
  move(dataId: object, values: unknown, shape: number[], dtype: DataType, refCount: number): void;
}

const guarded = new WeakSet<object>();

/**
 * Makes a wasm backend refuse a tensor that its heap has no room for, before anything of it is there. tfjs takes address 0 for its
 * memory, and writes over other tensors or aborts.
 */
export function guardMemory(backend: KernelBackend): void {
  const internals = internalsOf(backend as unknown as WasmBackend);
  if (!internals || guarded.has(backend)) return;
  guarded.add(backend);
  const { wasm } = internals;
  makeMallocSafe(wasm);
  const allocating = backend as unknown as Allocating;
  const move = allocating.move.bind(backend);
  let unseen = STEP;
  allocating.move = (dataId, values, shape, dtype, refCount) => {
    if (dtype !== 'string') {
      const bytes = util.sizeFromShape(shape) * util.bytesPerElement(dtype);
      unseen += bytes;
      if (unseen >= STEP) {
        const probed = bytes + RESERVE;
        const address = probed < 2 ** 32 ? wasm._malloc(probed) >>> 0 : 0;
        if (!address) {
          leaveElsewhere(backend, dataId, (home) => home.move(dataId, values, shape, dtype, refCount));
          throw noRoom(shape);
        }
        wasm._free(address);
        unseen = 0;
      }
    }
    move(dataId, values, shape, dtype, refCount);
    noteAllocation(dataId);
  };
}

/** Data of a tensor that tfjs was moving from another backend, which has let go of it: it goes to one that is not of this heap. */
function leaveElsewhere(backend: KernelBackend, dataId: object, put: (home: Allocating) => void): void {
  const { state, registry } = engine();
  const tracked = state.tensorInfo.get(dataId);
  const home = registry['cpu'] ?? Object.values(registry).find((other) => other !== backend);
  if (!tracked || !home) return;
  put(home as unknown as Allocating);
  tracked.backend = home;
}

/** Guards the wasm backend if it has started already. */
export function guardStarted(): void {
  const backend = engine().registry['wasm'] as KernelBackend | undefined;
  if (backend) guardMemory(backend);
}

/** What says that a tensor is too much for the heap. */
export function noRoom(shape: readonly number[]): Error {
  return new Error(
    `backend: no room for a tensor of [${shape}] on the WebAssembly heap, which ends at 4 GiB; ` +
      'use smaller batches or images, or dispose of tensors',
  );
}
