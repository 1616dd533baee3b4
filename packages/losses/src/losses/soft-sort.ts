import type { NumericArray } from '../core/types';
import { type SoftOrder, type SoftOrderOptions, softOrder } from './soft-order';

/**
 * Soft sort: the values in order, blurred, and differentiable everywhere but on a null set. With sign 1 for 'DESCENDING'
 * and -1 for 'ASCENDING', s = sign x sorted downwards and w = (n, ..., 1) / regularizationStrength,
 *
 * $$
 * \text{sign} \cdot (w - v), \qquad v = \arg\min_{v_1 \ge \dots \ge v_n} \sum_k \big(v_k - (w_k - s_k)\big)^2:
 * $$
 *
 * the Euclidean projection of w on the convex hull of the permutations of s. Takes n finite numbers; O(n log n) time.
 *
 * Source: Blondel, Teboul, Berthet and Djolonga, "Fast differentiable sorting and ranking", ICML 2020, eq. 5.
 *
 * @param values - n finite numbers.
 * @returns `values`, the n softly sorted numbers, and `vjp`, which takes n numbers back through them; new arrays,
 * the caller's.
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
export function softSort(values: NumericArray, options?: SoftOrderOptions): SoftOrder {
  return softOrder('softSort', false, values, options);
}
