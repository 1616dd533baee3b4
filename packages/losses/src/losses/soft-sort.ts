import { fail } from '../core/errors';
import { blockMeans, isotonicBlocks } from '../core/isotonic';
import { requireOneOf, requirePositive } from '../core/options';
import { sort } from '../core/sort';
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

/**
 * Soft sort: the values in order, blurred, and differentiable everywhere but on a null set. With sign 1 for 'DESCENDING'
 * and -1 for 'ASCENDING', s = sign x sorted downwards and w = (n, ..., 1) / regularizationStrength,
 *
 *   sign (w - v),  v the non-increasing isotonic regression of w - s:
 *
 * the Euclidean projection of w on the convex hull of the permutations of s. Takes n finite numbers; O(n log n) time.
 *
 * Source: Blondel, Teboul, Berthet and Djolonga, "Fast differentiable sorting and ranking", ICML 2020, eq. 5.
 *
 * @throws LossInputError `EMPTY`, `NON_FINITE`, `OUT_OF_RANGE` for a bad option, `LENGTH_MISMATCH` for a cotangent
 *
 * @example
 * ```ts
 * import { softSort } from '@backdropjs/losses';
 * const { values, vjp } = softSort([3, 1, 2], { regularizationStrength: 0.1 });
 * if (values.some((value, i) => Math.abs(value - (i + 1)) > 1e-12)) throw new Error('hard for well separated values');
 * if (vjp([1, 0, 0])[1] !== 1) throw new Error('the smallest value comes from position 1');
 * ```
 */
export function softSort(values: NumericArray, options: SoftOrderOptions = {}): SoftOrder {
  const { x, sign, strength } = readInput('softSort', values, options, 'DESCENDING');
  const n = x.length;
  // Downwards in sign x is upwards in -sign x.
  const { order, keys } = sort(x.map((value) => -sign * value));
  const gap = keys.map((key, k) => (n - k) / strength + key);
  const starts = isotonicBlocks(gap);
  const v = blockMeans(gap, starts);
  return {
    values: readFinite(
      'softSort',
      'the result',
      v.map((value, k) => sign * ((n - k) / strength - value)),
    ),
    vjp(cotangent) {
      const means = blockMeans(readCotangent('softSort', cotangent, n), starts);
      return readFinite('softSort', 'the result', unsort(means, order));
    },
  };
}

/**
 * Soft rank: each value's rank from 1 to n, blurred where values are close, and differentiable everywhere but on a null
 * set. With z = x / regularizationStrength for 'ASCENDING' (the smallest value gets rank 1) and -x /
 * regularizationStrength for 'DESCENDING': z sorted downwards to s, v the non-increasing isotonic regression of s -
 * (n, ..., 1), and the result s - v put back in place: the Euclidean projection of z on the convex hull of the
 * permutations of (n, ..., 1). Takes n finite numbers; O(n log n) time.
 *
 * Source: Blondel, Teboul, Berthet and Djolonga, "Fast differentiable sorting and ranking", ICML 2020, eq. 6.
 *
 * @throws LossInputError `EMPTY`, `NON_FINITE`, `OUT_OF_RANGE` for a bad option, `LENGTH_MISMATCH` for a cotangent
 *
 * @example
 * ```ts
 * import { softRank } from '@backdropjs/losses';
 * const { values } = softRank([10, -4, 3]);
 * if (values.join() !== '3,1,2') throw new Error('hard for well separated values');
 * ```
 */
export function softRank(values: NumericArray, options: SoftOrderOptions = {}): SoftOrder {
  const { x, sign, strength } = readInput('softRank', values, options, 'ASCENDING');
  const n = x.length;
  const { order, keys } = sort(x.map((value) => (-sign * value) / strength));
  const gap = keys.map((key, k) => -key - (n - k));
  const starts = isotonicBlocks(gap);
  const v = blockMeans(gap, starts);
  return {
    values: readFinite(
      'softRank',
      'the result',
      unsort(
        keys.map((key, k) => -key - v[k]!),
        order,
      ),
    ),
    vjp(cotangent) {
      const c = readCotangent('softRank', cotangent, n);
      const sorted = Float64Array.from(order, (i) => c[i]!);
      const means = blockMeans(sorted, starts);
      return readFinite(
        'softRank',
        'the result',
        unsort(
          sorted.map((value, k) => ((value - means[k]!) * sign) / strength),
          order,
        ),
      );
    },
  };
}

function readInput(
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

function readCotangent(fn: string, cotangent: NumericArray, n: number): Float64Array {
  if (cotangent.length !== n)
    fail('LENGTH_MISMATCH', fn, `cotangent must have ${n} entries, got ${cotangent.length}`);
  return readFinite(fn, 'cotangent', cotangent);
}

function readFinite(fn: string, name: string, values: NumericArray): Float64Array<ArrayBuffer> {
  const out = new Float64Array(values);
  const bad = out.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) fail('NON_FINITE', fn, `${name}[${bad}] must be finite, got ${out[bad]}`);
  return out;
}

function unsort(sorted: Float64Array, order: Uint32Array): Float64Array<ArrayBuffer> {
  const out = new Float64Array(sorted.length);
  for (let k = 0; k < order.length; k++) out[order[k]!] = sorted[k]!;
  return out;
}
