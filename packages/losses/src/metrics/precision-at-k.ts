import type { BinaryLabels, NumericArray } from '../core/types';
import { type AtKInputs, hitsAtK } from './hits-at-k';

/**
 * Precision at k: the share of positives among the k highest scores. A tie that k cuts counts by its expectation over
 * random orders, so the result does not depend on the order of the input. O(n log n). Takes no weights.
 *
 * $$
 * \frac{1}{k} \sum_{r \le k} y_{(r)}
 * $$
 *
 * @param scores - n finite scores, higher for label 1
 * @param labels - n labels, 0 or 1
 * @param inputs - k, and the mask of the items.
 * @returns a number in [0, 1].
 * @throws LossInputError `OUT_OF_RANGE` unless k is an integer in 1 .. n, `NO_POSITIVES`, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { precisionAtK } from '@backdropjs/losses';
 * if (precisionAtK([2, 1, 1], [1, 1, 0], { k: 2 }) !== 0.75) throw new Error('one hit and half a chance of another');
 * ```
 */
export function precisionAtK(scores: NumericArray, labels: BinaryLabels, inputs: AtKInputs): number {
  return hitsAtK('precisionAtK', scores, labels, inputs)[0] / inputs.k;
}
