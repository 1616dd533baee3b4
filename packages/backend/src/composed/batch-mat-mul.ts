import { BatchMatMul, type BatchMatMulAttrs, type KernelFunc, type TensorInfo } from '@tensorflow/tfjs-core';
import { borrow } from '../borrowed/borrow';
import { kernelFunc } from '../tfjs/kernel-func';
import { compose, type Run } from './compose';

function swapLastTwo(run: Run, x: TensorInfo): TensorInfo {
  const rank = x.shape.length;
  const perm = x.shape.map((_, axis) => axis);
  perm[rank - 2] = rank - 1;
  perm[rank - 1] = rank - 2;
  return run('Transpose', { x }, { perm });
}

/**
 * Matrix product. tfjs's wasm kernel runs a scalar loop as soon as one operand is transposed: transposing it first
 * and taking the fast path costs one pass over the operand instead. It refuses integers: they take cpu's.
 */
export function batchMatMul(stock: KernelFunc): KernelFunc {
  const ofIntegers = borrow(BatchMatMul);
  return kernelFunc<'a' | 'b', BatchMatMulAttrs>((call) => {
    const { inputs, attrs, backend } = call;
    if (inputs.a.dtype !== 'float32') return ofIntegers(call);
    const { transposeA, transposeB } = attrs;
    if (!transposeA && !transposeB) return stock(call);
    return compose(backend, (run) => {
      const a = transposeA ? swapLastTwo(run, inputs.a) : inputs.a;
      const b = transposeB ? swapLastTwo(run, inputs.b) : inputs.b;
      const plain = { inputs: { a, b }, attrs: { transposeA: false, transposeB: false } };
      return stock({ ...plain, backend }) as TensorInfo;
    });
  });
}
