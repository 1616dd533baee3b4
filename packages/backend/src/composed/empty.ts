import { backend_util, type Conv2DAttrs, type KernelFunc, util } from '@tensorflow/tfjs-core';
import { borrow } from '../borrowed/borrow';
import { kernelFunc } from '../tfjs/kernel-func';
import { floats } from '../tfjs/wasm-backend';
import { fusedKernelNames, unfused } from './unfused';

type Shape4D = [number, number, number, number];

/** A reduction of a tensor without values, as cpu's kernel gives it; the result of tfjs's wasm kernel is what was on the heap. */
export function ofNothing(kernelName: string): (stock: KernelFunc) => KernelFunc {
  const borrowed = borrow(kernelName);
  return (stock) =>
    kernelFunc<'x'>(
      (call) => (util.sizeFromShape(call.inputs.x.shape) === 0 ? borrowed(call) : stock(call)) as never,
    );
}

/** A convolution of images without channels is a sum of nothing: zero, where kernels leave what was on the heap. */
export function ofNoChannels(kernelName: string, kernel: KernelFunc): KernelFunc {
  const oneByOne = fusedKernelNames.includes(kernelName) ? unfused(kernelName) : undefined;
  return kernelFunc<'x' | 'filter', Conv2DAttrs>((call) => {
    const { inputs, attrs, backend } = call;
    const { x, filter } = inputs;
    if (x.shape[3] !== 0) return kernel(call) as never;
    if (oneByOne) return oneByOne(call) as never;
    const { strides, dilations, pad, dimRoundingMode } = attrs;
    const { outShape } = backend_util.computeConv2DInfo(
      x.shape as Shape4D,
      filter.shape as Shape4D,
      strides,
      dilations,
      pad,
      dimRoundingMode,
    );
    const out = backend.makeOutput(outShape, 'float32');
    floats(backend, out).fill(0);
    return out;
  });
}
