import type { StepAttrs } from '@tensorflow/tfjs-core';
import { util } from '@tensorflow/tfjs-core';
import { floats } from '../kernels/wasm-backend';
import { RELU_GRADIENT } from '../simd/structs';
import { activationOf, defer } from './deferred';
import type { HeapCall, HeapTensor } from './heap-tensor';
import type { Native } from './native';
import { pendingOf } from './pending';

/** step(x), deferred: tfjs's gradient of relu is dy * step(x). A relu(x) that is there tells the sign of x too. */
export function step(
  native: Native,
  { inputs: { x }, attrs }: HeapCall<'x', StepAttrs>,
): HeapTensor | undefined {
  if (x.dtype !== 'float32' || attrs.alpha) return undefined;
  const activated = activationOf(x) ?? x;
  const out = native.output(x.shape);
  return defer(native, out, { kind: 'step', activated }, () => {
    const from = floats(native.backend, activated);
    const to = floats(native.backend, out);
    // Of NaN it is NaN.
    for (let i = 0; i < to.length; i++) to[i] = Math.sign(Math.max(0, from[i]!));
  });
}

/** dy * step(x), deferred: the gradients of a convolution that follow can apply the mask themselves. */
export function timesStep(native: Native, { inputs: { a, b } }: HeapCall<'a' | 'b'>): HeapTensor | undefined {
  const pending = pendingOf(b, 'step');
  if (!pending || a.dtype !== 'float32' || !util.arraysEqual(a.shape, b.shape)) return undefined;
  return masked(native, a, pending.activated);
}

/** The same at once, if relu(x) is there. */
export function reluGradient(
  native: Native,
  { dy, x }: Record<'dy' | 'x', HeapTensor>,
): HeapTensor[] | undefined {
  const activated = activationOf(x);
  return activated && [masked(native, dy, activated)];
}

function masked(native: Native, gradient: HeapTensor, activated: HeapTensor): HeapTensor {
  const out = native.output(gradient.shape);
  return defer(native, out, { kind: 'reluGradient', gradient, activated }, () => {
    native.kernels.call('reluGradient', RELU_GRADIENT, {
      count: util.sizeFromShape(gradient.shape),
      gradient: native.address(gradient),
      activated: native.address(activated),
      target: native.address(out),
    });
  });
}
