import type { FieldType } from '../torus/synthesis';

/** The array that holds a field of an element type. */
export interface FieldArrays {
  float32: Float32Array;
  float64: Float64Array;
}

/** A new array of zeros. */
export function createField<D extends FieldType>(dtype: D, length: number): FieldArrays[D];
export function createField(dtype: FieldType, length: number): Float32Array | Float64Array {
  return dtype === 'float32' ? new Float32Array(length) : new Float64Array(length);
}
