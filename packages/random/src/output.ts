import { check, checkLength, checkWords } from './check';
import type { Key, NumberArray } from './types';

/** Checks a key and the array to fill: `out` itself, or a new one made by `create` when `out` is a length. */
export function output<A extends NumberArray, D extends NumberArray>(
  caller: string,
  key: Key,
  out: A | number,
  create: new (length: number) => D,
  kind: 'numbers' | 'floats' = 'numbers',
): A | D {
  checkWords(caller, key);
  if (typeof out === 'number') {
    checkLength(caller, 'out', out);
    return new create(out);
  }
  // By its name, as arrays of another realm are of other classes.
  const name = out?.[Symbol.toStringTag];
  check(
    /^(Float(32|64)|U?[Ii]nt)/.test(name) && (kind === 'numbers' || name[0] === 'F'),
    caller,
    'out',
    `a typed array of ${kind} or a length`,
    name ?? out,
  );
  return out;
}
