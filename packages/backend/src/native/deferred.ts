import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { CONVOLUTION } from '../simd/structs';
import type { Native } from './native';

/** What a deferred tensor is, in terms of tensors that exist. */
export type Pending =
  | { kind: 'convolution'; x: TensorInfo; filter: TensorInfo; bias?: TensorInfo; shape: ConvolutionShape }
  /** The gradient of a convolution's input. */
  | { kind: 'inputGradient'; dy: TensorInfo; filter: TensorInfo }
  /** 1 where `activated` is positive, else 0. */
  | { kind: 'step'; activated: TensorInfo }
  /** `gradient` where `activated` is positive, else 0. */
  | { kind: 'reluGradient'; gradient: TensorInfo; activated: TensorInfo };

/** The fields of `CONVOLUTION` that are no addresses. */
export type ConvolutionShape = Partial<Record<(typeof CONVOLUTION)[number], number>>;

/** By data id, an object that tfjs makes for each tensor's data. */
const pendings = new WeakMap<object, Pending>();
/** relu(x) by the data id of x, where both were computed at once. */
const activations = new WeakMap<object, TensorInfo>();

/** What `tensor` is if it was deferred and nothing has asked for its values yet. */
export function pendingOf<Kind extends Pending['kind']>(
  tensor: TensorInfo,
  kind: Kind,
): Extract<Pending, { kind: Kind }> | undefined {
  const pending = pendings.get(tensor.dataId);
  return pending?.kind === kind ? (pending as Extract<Pending, { kind: Kind }>) : undefined;
}

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
function sourcesOf({ kind: _kind, ...parts }: Pending): TensorInfo[] {
  return Object.values(parts).filter((part): part is TensorInfo => 'dataId' in part);
}
