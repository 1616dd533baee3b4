import { type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { kernelFunc } from '../tfjs/kernel-func';

/** Counts in a tensor of any shape, as in a list: tfjs's wasm kernel allocates a row of counts for each row, and fills one. */
export function bincount(stock: KernelFunc): KernelFunc {
  return kernelFunc<'x' | 'weights'>((call) => {
    const { x } = call.inputs;
    const list = { ...x, shape: [util.sizeFromShape(x.shape)] };
    return stock({ ...call, inputs: { ...call.inputs, x: list } }) as TensorInfo;
  });
}
