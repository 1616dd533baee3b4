import { type _FusedMatMulAttrs, type BatchMatMulAttrs, broadcast_util, util } from '@tensorflow/tfjs-core';
import { RELU } from '../module/structs';
import type { HeapCall, HeapTensor } from './heap-tensor';
import type { TensorHeap } from './tensor-heap';

/** Matrix product of any layout, batch by batch; leading axes are broadcast. */
export function batchMatMul(
  heap: TensorHeap,
  { inputs: { a, b }, attrs }: HeapCall<'a' | 'b', BatchMatMulAttrs>,
): HeapTensor | undefined {
  return multiply(heap, a, b, undefined, attrs, 0);
}

/** Matrix product with bias and relu. */
export function fusedMatMul(
  heap: TensorHeap,
  { inputs: { a, b, bias }, attrs }: HeapCall<'a' | 'b', _FusedMatMulAttrs, 'bias'>,
): HeapTensor | undefined {
  const { activation } = attrs;
  if (activation !== 'linear' && activation !== 'relu') return undefined;
  return multiply(heap, a, b, bias, attrs, activation === 'relu' ? RELU : 0);
}

function multiply(
  heap: TensorHeap,
  a: HeapTensor,
  b: HeapTensor,
  bias: HeapTensor | undefined,
  { transposeA, transposeB }: BatchMatMulAttrs,
  activation: number,
): HeapTensor | undefined {
  if (a.dtype !== 'float32' || b.dtype !== 'float32') return undefined;
  const rank = a.shape.length;
  const depth = a.shape[transposeA ? rank - 2 : rank - 1]!;
  const rows = a.shape[transposeA ? rank - 1 : rank - 2]!;
  const columns = b.shape[transposeB ? b.shape.length - 2 : b.shape.length - 1]!;
  if (bias && util.sizeFromShape(bias.shape) !== columns) return undefined;
  const [leadingA, leadingB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const leading = broadcast_util.assertAndGetBroadcastShape(leadingA, leadingB);
  const [batchesA, batchesB] = [batchesOf(leadingA, leading), batchesOf(leadingB, leading)];
  const out = heap.output([...leading, rows, columns]);
  const at = { left: heap.address(a), right: heap.address(b), output: heap.address(out) };
  const fields = {
    ...{ rows, columns, depth, activation },
    transposeLeft: Number(transposeA),
    transposeRight: Number(transposeB),
    bias: bias ? heap.address(bias) : 0,
  };
  for (const [i, batchA] of batchesA.entries()) {
    heap.kernels.call('gemm', {
      ...fields,
      left: at.left + 4 * rows * depth * batchA,
      right: at.right + 4 * columns * depth * batchesB[i]!,
      output: at.output + 4 * rows * columns * i,
    });
  }
  return out;
}

/** Which batch of an operand with the given leading axes goes into each batch of the result. */
function batchesOf(shape: number[], result: number[]): number[] {
  const sizes = [...result.slice(shape.length).fill(1), ...shape];
  return result.reduce(
    (batches, count, axis) =>
      batches.flatMap((batch) =>
        Array.from({ length: count }, (_, i) => batch * sizes[axis]! + (sizes[axis] === 1 ? 0 : i)),
      ),
    [0],
  );
}
