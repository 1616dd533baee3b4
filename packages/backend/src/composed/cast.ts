import { Cast, type CastAttrs, type KernelFunc } from '@tensorflow/tfjs-core';
import { borrow } from '../borrowed/borrow';
import { kernelFunc } from '../tfjs/kernel-func';
import { identity } from './identity';

/**
 * Type conversion that shares the buffer when there is nothing to convert, as in every relu gradient. tfjs's wasm kernel makes
 * bools of what is left of a number in eight bits.
 */
export function cast(stock: KernelFunc): KernelFunc {
  const borrowed = borrow(Cast);
  return kernelFunc<'x', CastAttrs>((call) => {
    const { inputs, attrs, backend } = call;
    if (inputs.x.dtype === attrs.dtype) return identity({ inputs, attrs, backend });
    return attrs.dtype === 'bool' ? borrowed(call) : stock(call);
  });
}
