import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';

/**
 * Cumulative sums and products, whose axis may be counted from the back: tfjs's kernels take -1 for the axis before the first.
 * cpu's then returns nothing, and that of wasm writes where no tensor is.
 */
export function axisFromFront(stock: KernelFunc): KernelFunc {
  return (call) => {
    const axis = call.attrs!['axis'] as number;
    if (axis >= 0) return stock(call);
    const rank = (call.inputs as Record<'x', TensorInfo>).x.shape.length;
    return stock({ ...call, attrs: { ...call.attrs, axis: axis + rank } });
  };
}
