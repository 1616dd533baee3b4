import type { StepAttrs } from '@tensorflow/tfjs-core';
import { util } from '@tensorflow/tfjs-core';
import { floats } from '../tfjs/wasm-backend';
import { activationOf, defer } from './deferred';
import type { HeapCall, HeapTensor } from './heap-tensor';
import { pendingOf } from './pending';
import type { TensorHeap } from './tensor-heap';

/** step(x), deferred: tfjs's gradient of relu is dy * step(x). A relu(x) that is there tells the sign of x too. */
export function step(
  heap: TensorHeap,
  { inputs: { x }, attrs }: HeapCall<'x', StepAttrs>,
): HeapTensor | undefined {
  if (x.dtype !== 'float32' || attrs.alpha) return undefined;
  const activated = activationOf(x) ?? x;
  const out = heap.output(x.shape);
  return defer(heap, out, { kind: 'step', activated }, () => {
    const from = floats(heap.backend, activated);
    const to = floats(heap.backend, out);
    // Of NaN it is NaN.
    for (let i = 0; i < to.length; i++) to[i] = Math.sign(Math.max(0, from[i]!));
  });
}

/** dy * step(x), deferred: the gradients of a convolution that follow can apply the mask themselves. */
export function timesStep(
  heap: TensorHeap,
  { inputs: { a, b } }: HeapCall<'a' | 'b'>,
): HeapTensor | undefined {
  const pending = pendingOf(b, 'step');
  if (!pending || a.dtype !== 'float32' || !util.arraysEqual(a.shape, b.shape)) return undefined;
  return masked(heap, a, pending.activated);
}

/** The same at once, if relu(x) is there. */
export function reluGradient(
  heap: TensorHeap,
  { dy, x }: Record<'dy' | 'x', HeapTensor>,
): HeapTensor[] | undefined {
  const activated = activationOf(x);
  return activated && [masked(heap, dy, activated)];
}

function masked(heap: TensorHeap, gradient: HeapTensor, activated: HeapTensor): HeapTensor {
  const out = heap.output(gradient.shape);
  return defer(heap, out, { kind: 'reluGradient', gradient, activated }, () => {
    heap.kernels.call('reluGradient', {
      count: util.sizeFromShape(gradient.shape),
      gradient: heap.address(gradient),
      activated: heap.address(activated),
      target: heap.address(out),
    });
  });
}
