import type { CastAttrs, KernelFunc } from '@tensorflow/tfjs-core';
import type { KernelCall } from '../tfjs/wasm-backend';
import { identity } from './identity';

/** Type conversion that shares the buffer when there is nothing to convert, as in every relu gradient. */
export function cast(stock: KernelFunc): KernelFunc {
  return (call) => {
    const { inputs, attrs, backend } = call as unknown as KernelCall<'x', CastAttrs>;
    return inputs.x.dtype === attrs.dtype ? identity({ inputs, attrs, backend }) : stock(call);
  };
}
