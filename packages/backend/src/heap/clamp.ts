import { backend_util, type ClipByValueAttrs, util } from '@tensorflow/tfjs-core';
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
  const count = util.sizeFromShape(shape);
  const [large, small] = util.sizeFromShape(a.shape) === count ? [a, b] : [b, a];
  const isSingle = util.sizeFromShape(small.shape) === 1;
  if (util.sizeFromShape(large.shape) !== count) return undefined;
  if (!isSingle && util.sizeFromShape(small.shape) !== count) return undefined;
  const out = heap.output(shape);
  const at = { source: heap.address(large), target: heap.address(out) };
  const none = { low: 0, lowIsSingle: 0, high: 0, highIsSingle: 0 };
  const bounds = { [bound]: heap.address(small), [`${bound}IsSingle`]: isSingle ? 1 : 0 };
  heap.kernels.call('clamp', { count, ...at, ...none, ...bounds });
  return out;
}
