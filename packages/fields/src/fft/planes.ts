/** Complex numbers with real and imaginary parts in arrays of their own, of one length. */
export interface Planes {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** `count` complex zeros. */
export function createPlanes(count: number): Planes {
  return { re: new Float64Array(count), im: new Float64Array(count) };
}
