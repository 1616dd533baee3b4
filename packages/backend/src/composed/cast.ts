import type { CastAttrs, KernelFunc } from '@tensorflow/tfjs-core';
import { kernelFunc } from '../tfjs/kernel-func';
import { identity } from './identity';

/** Type conversion that shares the buffer when there is nothing to convert, as in every relu gradient. */
export function cast(stock: KernelFunc): KernelFunc {
  return kernelFunc<'x', CastAttrs>((call) => {
    const { inputs, attrs, backend } = call;
    return inputs.x.dtype === attrs.dtype ? identity({ inputs, attrs, backend }) : stock(call);
  });
}
