import type { FloatArray } from '@backdropjs/random';

/** The element type of generated fields. */
export type FieldType = 'float32' | 'float64';

/** The array that holds a field of an element type. */
export interface FieldArrays {
  /** Single precision: 4 bytes a number. */
  float32: Float32Array<ArrayBuffer>;
  /** Double precision: 8 bytes a number. */
  float64: Float64Array<ArrayBuffer>;
}

/** A field of zeros, or a part of a memory. */
export function createField(
  dtype: FieldType,
  length: number,
  buffer?: ArrayBuffer,
  address?: number,
): FloatArray {
  const array = dtype === 'float32' ? Float32Array : Float64Array;
  return buffer ? new array(buffer, address, length) : new array(length);
}
