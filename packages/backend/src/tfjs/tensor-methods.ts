import { reshape, sign, slice, split, stridedSlice, Tensor, transpose } from '@tensorflow/tfjs-core';

/** The methods of tensors that tfjs-layers calls (orthogonal initializers, gradients of batched gathers). */
const methods = { flatten, reshape, sign, slice, split, stridedSlice, transpose } as unknown as Record<
  string,
  (tensor: Tensor, ...rest: unknown[]) => unknown
>;

function flatten(tensor: Tensor): Tensor {
  return reshape(tensor, [tensor.size]);
}

/** Gives tensors those of the methods that tfjs-core alone lacks. */
export function registerTensorMethods(): void {
  const prototype = Tensor.prototype as unknown as Record<string, unknown>;
  for (const [name, op] of Object.entries(methods)) {
    prototype[name] ??= function (this: Tensor, ...rest: unknown[]) {
      this.throwIfDisposed();
      return op(this, ...rest);
    };
  }
}
