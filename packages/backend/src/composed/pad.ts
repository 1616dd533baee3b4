import { type KernelFunc, type PadV2Attrs, util } from '@tensorflow/tfjs-core';
import { kernelFunc } from '../tfjs/kernel-func';
import { copyBox } from './copy-box';

/** Constant padding by rows; tfjs's wasm kernel computes the index of every single value. */
export function padV2(stock: KernelFunc): KernelFunc {
  return kernelFunc<'x', PadV2Attrs>((call) => {
    const { inputs, attrs, backend } = call;
    const { x } = inputs;
    if (x.dtype === 'string' || util.sizeFromShape(x.shape) === 0) return stock(call);
    const { paddings, constantValue } = attrs;
    const shape = x.shape.map((size, axis) => size + paddings[axis]![0] + paddings[axis]![1]);
    const out = backend.makeOutput(shape, x.dtype);
    const values = backend.typedArrayFromHeap(out).fill(constantValue);
    const begin = paddings.map(([before]) => before);
    const origin = x.shape.map(() => 0);
    copyBox(
      { values: backend.typedArrayFromHeap(x), shape: x.shape, begin: origin },
      { values, shape, begin },
      x.shape,
    );
    return out;
  });
}
