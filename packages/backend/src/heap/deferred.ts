import type { DataType } from '@tensorflow/tfjs-core';
import type { TensorRecord } from '../tfjs/internals';
import { HeapTensor } from './heap-tensor';
import { notesOf, type Pending } from './pending';
import type { TensorHeap } from './tensor-heap';
import { trace } from './trace';

/** The tensor that holds relu(x), if x was deferred and its relu was computed. */
export function activationOf(x: HeapTensor): HeapTensor | undefined {
  return notesOf(x).activated;
}

/** Keeps relu(x) as long as the deferred tensor x is there. */
export function rememberActivation(heap: TensorHeap, x: HeapTensor, activated: HeapTensor): void {
  const notes = notesOf(x);
  if (notes.activated) return;
  heap.retain(activated);
  notes.activated = activated;
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
export function defer(heap: TensorHeap, out: HeapTensor, pending: Pending, compute: () => void): HeapTensor {
  const sources = sourcesOf(pending);
  for (const source of sources) heap.retain(source);
  const notes = notesOf(out);
  notes.pending = pending;
  trace?.(`deferred ${pending.kind} [${out.shape}]`);

  const settle = (needed: boolean) => {
    if (!notes.pending) return;
    notes.pending = undefined;
    trace?.(`${needed ? 'computed' : 'skipped, since nobody read it,'} ${pending.kind} [${out.shape}]`);
    if (needed) compute();
    for (const source of sources) heap.release(source);
  };
  const dispose = () => {
    // What nobody asked for is never computed.
    settle(false);
    const { activated } = notes;
    notes.activated = undefined;
    if (activated) heap.release(activated);
  };
  heap.replaceRecord(out, new DeferredRecord(heap.record(out), () => settle(true), dispose));
  return out;
}

/** tfjs's record of a tensor, which tells when somebody asks where the values are and when nobody needs them any more. */
class DeferredRecord implements TensorRecord {
  readonly shape: number[];
  readonly dtype: DataType;
  private settled = false;
  private readonly given: TensorRecord;
  private readonly settle: () => void;
  private readonly dispose: () => void;

  constructor(given: TensorRecord, settle: () => void, dispose: () => void) {
    this.shape = given.shape;
    this.dtype = given.dtype;
    this.given = given;
    this.settle = settle;
    this.dispose = dispose;
  }

  get id(): number {
    this.compute();
    return this.given.id;
  }

  get memoryOffset(): number {
    this.compute();
    return this.given.memoryOffset;
  }

  get refCount(): number {
    return this.given.refCount;
  }

  set refCount(count: number) {
    this.given.refCount = count;
    if (count > 0) return;
    this.settled = true;
    this.dispose();
  }

  private compute(): void {
    if (this.settled) return;
    // First, since computing asks for the address of what it computes.
    this.settled = true;
    this.settle();
  }
}

/** The tensors that a pending one is made of. */
function sourcesOf(pending: Pending): HeapTensor[] {
  if (pending.kind === 'affine') return pending.terms.map(({ tensor }) => tensor);
  const { kind: _kind, ...parts } = pending;
  return Object.values(parts).filter((part) => part instanceof HeapTensor);
}
