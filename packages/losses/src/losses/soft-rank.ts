import type { NumericArray } from '../core/types';
import { type SoftOrder, type SoftOrderOptions, softOrder } from './soft-order';

/**
 * Soft rank: each value's rank from 1 to n, blurred where values are close, and differentiable everywhere but on a null
 * set. With z = x / regularizationStrength for 'ASCENDING' (the smallest value gets rank 1) and -x /
 * regularizationStrength for 'DESCENDING': z sorted downwards to s, v the non-increasing isotonic regression of s -
 * (n, ..., 1), and the result s - v put back in place: the Euclidean projection of z on the convex hull of the
 * permutations of (n, ..., 1). Takes n finite numbers; O(n log n) time.
 *
 * $$
 * r = s - v, \qquad v = \arg\min_{v_1 \ge \dots \ge v_n} \sum_k \big(v_k - (s_k - n + k - 1)\big)^2
 * $$
 *
 * Source: Blondel, Teboul, Berthet and Djolonga, "Fast differentiable sorting and ranking", ICML 2020, eq. 6.
 *
 * @param values - n finite numbers.
 * @returns `values`, the n soft ranks, and `vjp`, which takes n numbers back through them; new arrays, the caller's.
 * @throws LossInputError `EMPTY`, `NON_FINITE`, `OUT_OF_RANGE` for a bad option, `LENGTH_MISMATCH` for a cotangent
 *
 * @example
 * ```ts
 * import { softRank } from '@backdropjs/losses';
 * const { values } = softRank([10, -4, 3]);
 * if (values.join() !== '3,1,2') throw new Error('hard for well separated values');
 * ```
 */
export function softRank(values: NumericArray, options?: SoftOrderOptions): SoftOrder {
  return softOrder('softRank', true, values, options);
}
