import { type _FusedMatMulAttrs, type BatchMatMulAttrs, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { KernelCall } from '../kernels/wasm-backend';
import { PRODUCT, RELU } from '../simd/structs';
import type { Native } from './native';

/** Matrix product of any layout, batch by batch; one batch may be 1 and is then used for all. */
export function batchMatMul(
  native: Native,
  { inputs: { a, b }, attrs }: KernelCall<'a' | 'b', BatchMatMulAttrs>,
): TensorInfo | undefined {
  return multiply(native, a, b, undefined, attrs, 0);
}

/** Matrix product with bias and relu. */
export function fusedMatMul(
  native: Native,
  { inputs, attrs }: KernelCall<'a' | 'b' | 'bias', _FusedMatMulAttrs>,
): TensorInfo | undefined {
  const { a, b, bias } = inputs as Record<'a' | 'b', TensorInfo> & { bias?: TensorInfo };
  const { activation } = attrs;
  if (activation !== 'linear' && activation !== 'relu') return undefined;
  return multiply(native, a, b, bias, attrs, activation === 'relu' ? RELU : 0);
}

function multiply(
  native: Native,
  a: TensorInfo,
  b: TensorInfo,
  bias: TensorInfo | undefined,
  { transposeA, transposeB }: BatchMatMulAttrs,
  activation: number,
): TensorInfo | undefined {
  if (a.dtype !== 'float32' || b.dtype !== 'float32') return undefined;
  const rank = a.shape.length;
  const depth = a.shape[transposeA ? rank - 2 : rank - 1]!;
  const rows = a.shape[transposeA ? rank - 1 : rank - 2]!;
  const columns = b.shape[transposeB ? b.shape.length - 2 : b.shape.length - 1]!;
  if (bias && util.sizeFromShape(bias.shape) !== columns) return undefined;
  const batchesA = util.sizeFromShape(a.shape.slice(0, -2));
  const batchesB = util.sizeFromShape(b.shape.slice(0, -2));
  // Leading axes that are broadcast in another way than 1 against all are left to tfjs.
  if (batchesA !== batchesB && batchesA !== 1 && batchesB !== 1) return undefined;
  const leading = batchesA >= batchesB ? a.shape.slice(0, -2) : b.shape.slice(0, -2);
  const out = native.output([...leading, rows, columns]);
  const at = { left: native.address(a), right: native.address(b), output: native.address(out) };
  const fields = {
    ...{ rows, columns, depth, activation },
    transposeLeft: Number(transposeA),
    transposeRight: Number(transposeB),
    bias: bias ? native.address(bias) : 0,
  };
  for (let i = 0; i < Math.max(batchesA, batchesB); i++) {
    native.kernels.call('gemm', PRODUCT, {
      ...fields,
      left: at.left + 4 * rows * depth * (batchesA === 1 ? 0 : i),
      right: at.right + 4 * columns * depth * (batchesB === 1 ? 0 : i),
      output: at.output + 4 * rows * columns * i,
    });
  }
  return out;
}
