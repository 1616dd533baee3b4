import { Add, type FusedBatchNormAttrs, type KernelFunc, Multiply, Sub, util } from '@tensorflow/tfjs-core';
import { kernelFunc } from '../tfjs/kernel-func';
import { floats } from '../tfjs/wasm-backend';
import { compose } from './compose';

/**
 * (x - mean) scale / sqrt(variance + epsilon) + offset, as three vector passes over x. tfjs's wasm kernel looks up
 * each channel's statistics for each value.
 */
export function fusedBatchNorm(stock: KernelFunc): KernelFunc {
  return kernelFunc<'x' | 'mean' | 'variance' | 'offset' | 'scale', FusedBatchNormAttrs>((call) => {
    const { inputs, attrs, backend } = call;
    const { x, mean, variance } = inputs;
    // Both may be absent; the type of a kernel call does not say so.
    const { offset, scale } = inputs as Partial<typeof inputs>;
    if (x.dtype !== 'float32' || util.sizeFromShape(x.shape) === 0) return stock(call);
    return compose(backend, (run, own) => {
      const factor = own(variance.shape);
      const [factors, variances] = [floats(backend, factor), floats(backend, variance)];
      const scales = scale && floats(backend, scale);
      for (let i = 0; i < factors.length; i++) {
        factors[i] = (scales ? scales[i]! : 1) / Math.sqrt(variances[i]! + attrs.varianceEpsilon);
      }
      const centered = run(Sub, { a: x, b: mean });
      const scaled = run(Multiply, { a: centered, b: factor });
      return offset ? run(Add, { a: scaled, b: offset }) : scaled;
    });
  });
}
