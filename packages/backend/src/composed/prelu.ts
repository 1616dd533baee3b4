import { type KernelFunc, Prelu } from '@tensorflow/tfjs-core';
import { borrow } from '../borrowed/borrow';
import { kernelFunc } from '../tfjs/kernel-func';

/** tfjs's wasm kernel repeats the weights over x as they lie in memory, which is right if their shape is an end of that of x. */
export function prelu(stock: KernelFunc): KernelFunc {
  const broadcasting = borrow(Prelu);
  return kernelFunc<'x' | 'alpha'>((call) => {
    const { x, alpha } = call.inputs;
    const size = alpha.shape.length;
    const repeats = size === 0 || alpha.shape.join() === x.shape.slice(-size).join();
    return repeats && alpha.dtype === 'float32' ? stock(call) : broadcasting(call);
  });
}
