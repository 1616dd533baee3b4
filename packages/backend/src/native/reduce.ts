import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { KernelCall } from '../kernels/wasm-backend';
import { ROW_SUM } from '../simd/structs';
import type { Native } from './native';
import { pendingOf } from './pending';

type Reduction = KernelCall<'x', { axis: number | number[]; keepDims: boolean }>;

/** Sum over neighboring axes that are not the last ones: gradients of biases, statistics of channels. */
export function sum(native: Native, call: Reduction): TensorInfo | undefined {
  return reduce(native, call, () => 1);
}

/** Mean over neighboring axes that are not the last ones. */
export function mean(native: Native, call: Reduction): TensorInfo | undefined {
  return reduce(native, call, (count) => count);
}

function reduce(
  native: Native,
  { inputs: { x }, attrs: { axis, keepDims } }: Reduction,
  divisorOf: (count: number) => number,
): TensorInfo | undefined {
  const axes = util.parseAxisParam(axis, x.shape).sort((p, q) => p - q);
  const [first, last] = [axes[0] ?? 0, axes[axes.length - 1] ?? -1];
  const columns = util.sizeFromShape(x.shape.slice(last + 1));
  // Sums over the last axes, or over axes that are apart, are left to others.
  if (x.dtype !== 'float32' || columns === 1 || last - first + 1 !== axes.length) return undefined;
  const outer = x.shape.slice(0, first);
  const rowCount = util.sizeFromShape(x.shape.slice(first, last + 1));
  const kept = keepDims ? axes.map(() => 1) : [];
  const out = native.output([...outer, ...kept, ...x.shape.slice(last + 1)]);
  const divisor = divisorOf(rowCount);
  const overAll = first === 0 && last === x.shape.length - 2;
  if (overAll && divisor === 1 && pendingOf(x, 'reluGradient')) {
    const to = native.address(out);
    native.copy(native.scan.scan(x, columns).sum, to, 4 * columns);
    return out;
  }
  const [input, output] = [native.address(x), native.address(out)];
  for (let i = 0; i < util.sizeFromShape(outer); i++) {
    native.kernels.call('sumRows', ROW_SUM, {
      ...{ rowCount, columns, divisor },
      input: input + 4 * rowCount * columns * i,
      output: output + 4 * columns * i,
    });
  }
  return out;
}
