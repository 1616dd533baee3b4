import type { ClipByValueAttrs } from '@tensorflow/tfjs-core';
import { backend_util, util } from '@tensorflow/tfjs-core';
import { expand } from '../composed/expand';
import { floats } from '../tfjs/wasm-backend';
import type { HeapCall, HeapTensor } from './heap-tensor';
import type { TensorHeap } from './tensor-heap';

// tfjs's wasm kernels of these lose NaN, so that a net that has diverged looks healthy.

/** min(max(x, low), high). */
export function clipByValue(
  heap: TensorHeap,
  { inputs: { x }, attrs: { clipValueMin, clipValueMax } }: HeapCall<'x', ClipByValueAttrs>,
): HeapTensor | undefined {
  return between(heap, x, clipValueMin, clipValueMax);
}

/** min(max(x, 0), 6). */
export function relu6(heap: TensorHeap, { inputs: { x } }: HeapCall<'x'>): HeapTensor | undefined {
  return between(heap, x, 0, 6);
}

/** The larger of a and b, which are broadcast. */
export function maximum(heap: TensorHeap, { inputs }: HeapCall<'a' | 'b'>): HeapTensor | undefined {
  return extreme(heap, inputs.a, inputs.b, 'low');
}

/** The smaller of a and b, which are broadcast. */
export function minimum(heap: TensorHeap, { inputs }: HeapCall<'a' | 'b'>): HeapTensor | undefined {
  return extreme(heap, inputs.a, inputs.b, 'high');
}

function between(heap: TensorHeap, x: HeapTensor, low: number, high: number): HeapTensor | undefined {
  if (x.dtype !== 'float32') return undefined;
  const out = heap.output(x.shape);
  const source = heap.address(x);
  const bounds = heap.coefficients.reserve(8);
  heap.write(bounds, [low, high]);
  heap.kernels.call('clamp', {
    ...{ count: util.sizeFromShape(x.shape), source, target: heap.address(out) },
    ...{ low: bounds, lowIsSingle: 1, high: bounds + 4, highIsSingle: 1 },
  });
  return out;
}

function extreme(
  heap: TensorHeap,
  a: HeapTensor,
  b: HeapTensor,
  bound: 'low' | 'high',
): HeapTensor | undefined {
  if (a.dtype !== 'float32' || b.dtype !== 'float32') return undefined;
  const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
  const out = heap.output(shape);
  const count = util.sizeFromShape(shape);
  const [large, small] = util.sizeFromShape(a.shape) >= util.sizeFromShape(b.shape) ? [a, b] : [b, a];
  const isSingle = util.sizeFromShape(small.shape) === 1;
  const source = repeated(heap, large, shape);
  const other = isSingle ? small : repeated(heap, small, shape);
  const at = { source: heap.address(source), target: heap.address(out) };
  const none = { low: 0, lowIsSingle: 0, high: 0, highIsSingle: 0 };
  const bounds = { [bound]: heap.address(other), [`${bound}IsSingle`]: isSingle ? 1 : 0 };
  heap.kernels.call('clamp', { count, ...at, ...none, ...bounds });
  if (source !== large) heap.release(source);
  if (other !== small) heap.release(other);
  return out;
}

/** The tensor with its values repeated up to a shape. */
function repeated(heap: TensorHeap, x: HeapTensor, shape: number[]): HeapTensor {
  if (util.sizeFromShape(x.shape) === util.sizeFromShape(shape)) return x;
  const out = heap.output(shape);
  // Computes a deferred tensor, before there are views.
  heap.address(x);
  expand(floats(heap.backend, x), x.shape, floats(heap.backend, out), shape);
  return out;
}
