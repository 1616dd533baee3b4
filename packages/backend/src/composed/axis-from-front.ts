import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { refuse } from '../check';

/**
 * Cumulative sums and products, whose axis may be counted from the back: tfjs's kernels take -1 for the axis before the first.
 * cpu's then returns nothing, and that of wasm writes where no tensor is; for an axis beyond the last it never ends.
 */
export function axisFromFront(stock: KernelFunc): KernelFunc {
  return (call) => {
    const axis = call.attrs!['axis'] as number;
    const rank = (call.inputs as Record<'x', TensorInfo>).x.shape.length;
    if (!(axis >= -rank && axis < Math.max(rank, 1))) {
      refuse('cumsum', `axis must be in [-${rank}, ${rank})`, axis);
    }
    if (axis >= 0) return stock(call);
    return stock({ ...call, attrs: { ...call.attrs, axis: axis + rank } });
  };
}
