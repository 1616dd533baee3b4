import { attempt, check, checkLength, checkWords, show } from './check';
import type { Key, NumberArray } from './types';

/** Checks a key and the array to fill: `out` itself, or a new one of the class `made` when `out` is a length. */
export function output<A extends NumberArray, D extends NumberArray>(
  caller: string,
  key: Key,
  out: A | number,
  made: new (length: number) => D,
  kind: 'numbers' | 'floats' = 'numbers',
): A | D {
  if (typeof out === 'number') return create(caller, key, 'out', out, made);
  checkWords(caller, key);
  // By its name, as arrays of another realm are of other classes. What is no such array, or has no memory, cannot be sliced as one.
  const name = show(attempt(() => new Uint32Array(4).slice.call(out as unknown as Uint32Array, 0, 0)));
  check(
    /^(Float[36]|[IU])/.test(name) && (kind === 'numbers' || name[0] === 'F'),
    caller,
    'out',
    `a typed array of ${kind} or a length`,
    out,
    'array',
  );
  return out;
}

/** Checks a key and a length, and makes an array of that length if there is room for it. */
export function create<A>(
  caller: string,
  key: Key,
  name: string,
  length: number,
  made: new (length: number) => A,
): A {
  checkWords(caller, key);
  checkLength(caller, name, length);
  const array = attempt(() => new made(length));
  check(array, caller, name, 'a length that there is memory for', length);
  return array!;
}
