import { check, checkLength, checkWords, refuse, show } from './check';
import type { Key, NumberArray } from './types';

/** Checks a key and the array to fill: `out` itself, or a new one of the class `made` when `out` is a length. */
export function output<A extends NumberArray, D extends NumberArray>(
  caller: string,
  key: Key,
  out: A | number,
  made: new (length: number) => D,
  kind: 'numbers' | 'floats' = 'numbers',
): A | D {
  checkWords(caller, key);
  if (typeof out === 'number') {
    checkLength(caller, 'out', out);
    return create(caller, 'out', out, made);
  }
  // By its name, as arrays of another realm are of other classes.
  const name = ArrayBuffer.isView(out) ? show(out) : '';
  check(
    /^(Float(32|64)|U?[Ii]nt)/.test(name) && (kind === 'numbers' || name[0] === 'F'),
    caller,
    `out must be a typed array of ${kind} or a length`,
    out,
    'array',
  );
  return out;
}

/** A new array of a length that has been checked, if there is room for it. */
export function create<A>(caller: string, name: string, length: number, made: new (length: number) => A): A {
  try {
    return new made(length);
  } catch {
    return refuse(caller, `${name} must be a length that there is memory for`, length);
  }
}
