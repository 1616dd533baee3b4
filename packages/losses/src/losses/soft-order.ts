import { fail } from '../core/errors';
import { requireOneOf, requirePositive } from '../core/options';
import type { NumericArray } from '../core/types';

export interface SoftOrderOptions {
  /** Strength of the quadratic regularization, above 0; default 1. Towards 0 the result becomes the hard one. */
  readonly regularizationStrength?: number | undefined;
  /** 'ASCENDING' (default) or 'DESCENDING'. */
  readonly direction?: 'ASCENDING' | 'DESCENDING' | undefined;
}

/** A differentiable operator's result and the product of vectors with its Jacobian, in new arrays. */
export interface SoftOrder {
  readonly values: Float64Array<ArrayBuffer>;
  /** The gradient of sum_i cotangent_i values_i with respect to the input. */
  vjp(cotangent: NumericArray): Float64Array<ArrayBuffer>;
}

/** Validates; `sign` is 1 when the direction is `plus`. */
export function readInput(
  fn: string,
  values: NumericArray,
  options: SoftOrderOptions,
  plus: 'ASCENDING' | 'DESCENDING',
) {
  const { regularizationStrength: strength = 1, direction = 'ASCENDING' } = options;
  requirePositive(fn, 'regularizationStrength', strength);
  requireOneOf(fn, 'direction', direction, ['ASCENDING', 'DESCENDING']);
  if (values.length === 0) fail('EMPTY', fn, 'needs at least one value');
  return { x: readFinite(fn, 'values', values), sign: direction === plus ? 1 : -1, strength };
}

export function readCotangent(fn: string, cotangent: NumericArray, n: number): Float64Array {
  if (cotangent.length !== n)
    fail('LENGTH_MISMATCH', fn, `cotangent must have ${n} entries, got ${cotangent.length}`);
  return readFinite(fn, 'cotangent', cotangent);
}

/** A finite copy. */
export function readFinite(fn: string, name: string, values: NumericArray): Float64Array<ArrayBuffer> {
  const out = new Float64Array(values);
  const bad = out.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) fail('NON_FINITE', fn, `${name}[${bad}] must be finite, got ${out[bad]}`);
  return out;
}

/** Puts sorted values back in place. */
export function unsort(sorted: Float64Array, order: Uint32Array): Float64Array<ArrayBuffer> {
  const out = new Float64Array(sorted.length);
  for (let k = 0; k < order.length; k++) out[order[k]!] = sorted[k]!;
  return out;
}
