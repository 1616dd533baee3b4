import type { FloatArray } from '@backdropjs/random';

/** Complex numbers with real and imaginary parts in arrays of their own, of one length. */
export interface Planes<A extends FloatArray = FloatArray> {
  readonly re: A;
  readonly im: A;
}

/** `count` complex zeros. */
export function createPlanes(count: number): Planes<Float64Array> {
  return { re: new Float64Array(count), im: new Float64Array(count) };
}
