import { checkLength } from './check';
import type { NumberArray } from './types';

const FLOATS = /^Float(32|64)/;
const NUMBERS = /^(Ui|I)nt|^Float(32|64)/;

/** The array to fill: `out` itself, or a new one made by `create` when `out` is a length. */
export function output<A extends NumberArray, D extends NumberArray>(
  caller: string,
  out: A | number,
  create: new (length: number) => D,
  floats = false,
): A | D {
  if (typeof out !== 'number') {
    const name = typeName(out);
    if ((floats ? FLOATS : NUMBERS).test(name)) return out;
    throw new RangeError(
      `${caller}: out must be a typed array of ${floats ? 'floats' : 'numbers'} or a length, got ${name ?? out}`,
    );
  }
  checkLength(caller, 'out', out);
  return new create(out);
}

/** `Float32Array` and so on, also for arrays of another realm. */
export function typeName(array: NumberArray): string {
  return array?.[Symbol.toStringTag];
}
