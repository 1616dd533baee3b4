import { Cast, type CastAttrs, type KernelFunc, type TensorInfo } from '@tensorflow/tfjs-core';
import { borrow } from '../borrowed/borrow';
import { kernelFunc } from '../tfjs/kernel-func';
import type { WasmBackend } from '../tfjs/wasm-backend';
import { identity } from './identity';

/**
 * Type conversion that shares the buffer when there is nothing to convert, as in every relu gradient. tfjs's wasm kernel makes
 * bools of what is left of a number in eight bits.
 */
export function cast(stock: KernelFunc): KernelFunc {
  const borrowed = borrow(Cast);
  return kernelFunc<'x', CastAttrs>((call) => {
    const { inputs, attrs, backend } = call;
    const { x } = inputs;
    if (x.dtype === attrs.dtype) return identity({ inputs, attrs, backend });
    if (attrs.dtype !== 'bool') return stock(call);
    return x.dtype === 'float32' || x.dtype === 'int32' ? isNotZero(backend, x) : borrowed(call);
  });
}

/** By their bits, floats but for the sign: NaN is not zero. */
function isNotZero(backend: WasmBackend, x: TensorInfo): TensorInfo {
  const out = backend.makeOutput(x.shape, 'bool');
  const bits = backend.typedArrayFromHeap({ ...x, dtype: 'int32' }) as Int32Array;
  const bools = backend.typedArrayFromHeap(out) as Uint8Array;
  const mask = x.dtype === 'float32' ? 0x7fffffff : -1;
  for (let i = 0; i < bits.length; i++) bools[i] = (bits[i]! & mask) === 0 ? 0 : 1;
  return out;
}
