import { type KernelFunc, type SliceAttrs, slice_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { kernelFunc } from '../tfjs/kernel-func';
import { copyBox } from './copy-box';

/** Slices, among them the gradient of padding. tfjs's wasm kernel makes one call per value of the last axis. */
export function slice(stock: KernelFunc): KernelFunc {
  return kernelFunc<'x', SliceAttrs>((call) => {
    const { inputs, attrs, backend } = call;
    const { x } = inputs;
    if (x.dtype === 'string') return stock(call);
    const [begin, size] = slice_util.parseSliceParams(x as never, attrs.begin, attrs.size) as [
      number[],
      number[],
    ];
    const out: TensorInfo = backend.makeOutput(size, x.dtype);
    const target = { values: backend.typedArrayFromHeap(out), shape: size, begin: size.map(() => 0) };
    if (util.sizeFromShape(size) > 0) {
      copyBox({ values: backend.typedArrayFromHeap(x), shape: x.shape, begin }, target, size);
    }
    return out;
  });
}
