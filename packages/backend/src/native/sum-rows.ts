import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { KernelCall } from '../kernels/wasm-backend';
import { ROW_SUM } from '../simd/structs';
import { pendingOf } from './deferred';
import type { Native } from './native';

/** Sum over all axes but the last, as the gradient of a bias is. */
export function sumRows(
  native: Native,
  { inputs: { x }, attrs }: KernelCall<'x', { axis: number | number[]; keepDims: boolean }>,
): TensorInfo | undefined {
  const last = x.shape.length - 1;
  const axes = util.parseAxisParam(attrs.axis, x.shape);
  if (last < 1 || x.dtype !== 'float32' || axes.length !== last || axes.includes(last)) return undefined;
  const columns = x.shape[last]!;
  const out = native.output(
    attrs.keepDims ? x.shape.map((size, axis) => (axis === last ? size : 1)) : [columns],
  );
  if (pendingOf(x, 'reluGradient')) {
    const { sum } = native.scan.scan(x, columns);
    native.copy(sum, native.address(out), 4 * columns);
    return out;
  }
  const rowCount = util.sizeFromShape(x.shape) / Math.max(columns, 1);
  const at = { input: native.address(x), output: native.address(out) };
  native.kernels.call('sumRows', ROW_SUM, { rowCount, columns, ...at });
  return out;
}
