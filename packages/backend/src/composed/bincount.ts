import { type KernelFunc, util } from '@tensorflow/tfjs-core';
import type { KernelCall } from '../tfjs/wasm-backend';

/** Counts in a tensor of any shape, as in a list: tfjs's wasm kernel allocates a row of counts for each row, and fills one. */
export function bincount(stock: KernelFunc): KernelFunc {
  return (call) => {
    const { x } = (call as unknown as KernelCall<'x' | 'weights'>).inputs;
    const list = { ...x, shape: [util.sizeFromShape(x.shape)] };
    return stock({ ...call, inputs: { ...call.inputs, x: list } });
  };
}
