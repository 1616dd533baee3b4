import type { Windows } from '../module/kernel-structs';
import type { HeapTensor } from './heap-tensor';

/** What a deferred tensor is, in terms of tensors that exist. */
export type Pending =
  | { kind: 'convolution'; x: HeapTensor; filter: HeapTensor; bias?: HeapTensor; windows: Windows }
  /** The gradient of a convolution's input. */
  | { kind: 'inputGradient'; dy: HeapTensor; filter: HeapTensor; windows: Windows }
  /** 1 where `activated` is positive, else 0. */
  | { kind: 'step'; activated: HeapTensor }
  /** `gradient` where `activated` is positive, else 0. */
  | { kind: 'reluGradient'; gradient: HeapTensor; activated: HeapTensor }
  | Affine
  /** a b, where b was an affine function when it was multiplied. */
  | { kind: 'product'; a: HeapTensor; b: HeapTensor };

/** The sum of the terms and of a constant, channel by channel (of the last axis). */
export interface Affine {
  kind: 'affine';
  /** At most two. */
  terms: Term[];
  constant: number[];
}

/** scale (tensor - center), with a scale and a center for each channel. */
export interface Term {
  tensor: HeapTensor;
  scale: number[];
  center: number[];
}

/** What we know of a tensor's data besides what tfjs knows. */
interface Notes {
  /** What it is, if it was deferred and nothing has asked for its values yet. */
  pending?: Pending | undefined;
  /** Rows (positions) of zeros need not be looked for. */
  isDense?: boolean;
  /** relu of it, where both were computed at once. */
  activated?: HeapTensor | undefined;
  /** The sums over all rows (all axes but the last): values never change. */
  sums?: number[];
}

const key = Symbol('notes');

type Data = Pick<HeapTensor, 'dataId'>;

/** Notes are kept in the data id, an object that tfjs makes for each tensor's data: that is faster than maps by it. */
export function notesOf({ dataId }: Data): Notes {
  const holder = dataId as { [key]?: Notes };
  holder[key] ??= { pending: undefined, activated: undefined };
  return holder[key];
}

/** What `tensor` is, if it was deferred and nothing has asked for its values yet. */
export function pendingOf<Kind extends Pending['kind']>(
  tensor: Data,
  kind: Kind,
): Extract<Pending, { kind: Kind }> | undefined {
  const pending = anyPendingOf(tensor);
  return pending?.kind === kind ? (pending as Extract<Pending, { kind: Kind }>) : undefined;
}

/** As `pendingOf`, whatever it is. */
export function anyPendingOf({ dataId }: Data): Pending | undefined {
  return (dataId as { [key]?: Notes })[key]?.pending;
}
