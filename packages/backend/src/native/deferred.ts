import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Native } from './native';
import { type Pending, pendings } from './pending';

/** relu(x) by the data id of x, where both were computed at once. */
const activations = new WeakMap<object, TensorInfo>();

/** The tensor that holds relu(x), if x was deferred and its relu was computed. */
export function activationOf(x: TensorInfo): TensorInfo | undefined {
  return activations.get(x.dataId);
}

/** Keeps relu(x) as long as the deferred tensor x is there. */
export function rememberActivation(native: Native, x: TensorInfo, activated: TensorInfo): void {
  if (activations.has(x.dataId)) return;
  native.retain(activated);
  activations.set(x.dataId, activated);
}

/**
 * Defers `out`: its values are computed when something first asks for their address.
 *
 * tf.layers calls convolution, bias, relu and their gradients one by one; deferring each until the next one is known
 * lets one kernel do the work of all, in one pass over memory. Whatever else reads such a tensor (tfjs's own kernels,
 * dataSync) finds its values as always: it asks tfjs's record of the tensor for `id` or `memoryOffset`, and
 * that computes them.
 *
 * The memory of `out`, and of whatever `compute` works with, is allocated beforehand: computing must never grow the
 * heap, which would invalidate the views that a kernel may hold of its other operands.
 */
export function defer(native: Native, out: TensorInfo, pending: Pending, compute: () => void): TensorInfo {
  const record = native.record(out);
  const { id, memoryOffset } = record;
  let { refCount } = record;
  const sources = sourcesOf(pending);
  for (const source of sources) native.retain(source);
  pendings.set(out.dataId, pending);

  const settle = (needed: boolean) => {
    if (!pendings.delete(out.dataId)) return;
    Object.defineProperty(record, 'id', { value: id });
    Object.defineProperty(record, 'memoryOffset', { value: memoryOffset });
    if (needed) compute();
    for (const source of sources) native.release(source);
  };
  const computed = (value: number) => ({
    configurable: true,
    get: () => {
      settle(true);
      return value;
    },
  });
  Object.defineProperties(record, {
    id: computed(id),
    memoryOffset: computed(memoryOffset),
    refCount: {
      get: () => refCount,
      set: (count: number) => {
        refCount = count;
        if (count === 0) dispose();
      },
    },
  });
  const dispose = () => {
    // What nobody asked for is never computed.
    settle(false);
    const activated = activations.get(out.dataId);
    if (activations.delete(out.dataId)) native.release(activated!);
  };
  return out;
}

/** The tensors that a pending one is made of. */
function sourcesOf(pending: Pending): TensorInfo[] {
  if (pending.kind === 'affine') return pending.terms.map(({ tensor }) => tensor);
  const { kind: _kind, ...parts } = pending;
  return Object.values(parts).filter((part): part is TensorInfo => 'dataId' in part);
}
