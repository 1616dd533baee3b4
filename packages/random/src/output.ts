import { show } from './check';
import type { FloatArray, NumberArray } from './types';

/** The array to fill: `out` itself, or a new one made by `create` when `out` is a length. */
export function allocate<A extends NumberArray, D extends NumberArray>(
  caller: string,
  out: A | number,
  create: new (length: number) => D,
): A | D {
  if (typeof out === 'number') {
    if (Number.isInteger(out) && out >= 0 && out <= 2 ** 32) return new create(out);
  } else if (ArrayBuffer.isView(out) && !(out instanceof DataView) && !/^Big/.test(typeName(out))) {
    return out;
  }
  throw new RangeError(
    `${caller}: out must be a typed array of numbers or a length in [0, 2^32], got ${show(out)}`,
  );
}

/** `Float32Array` and so on, also for arrays of another realm. */
export function typeName(array: NumberArray): string {
  return array[Symbol.toStringTag];
}

/** Throws unless `values` is a Float32Array (the result is true) or a Float64Array (false). */
export function isSingle(caller: string, values: FloatArray): boolean {
  const name = typeName(values);
  if (name !== 'Float32Array' && name !== 'Float64Array') {
    throw new RangeError(`${caller}: out must be a Float32Array, a Float64Array or a length, got a ${name}`);
  }
  return name === 'Float32Array';
}
