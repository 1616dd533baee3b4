import { check, finite, positive, readOptions } from '../check';
import { binaryLabels, itemInputs, readItems } from '../core/lists';
import type { BinaryLabels, ItemInputs, NumericArray } from '../core/types';
import { need } from '../errors';
import type { SumsMetric } from './accumulator';

/** Options of {@link fBeta}. */
export interface FBetaOptions {
  /** Items with a score of at least this are predicted positive. */
  readonly threshold: number;
  /** Weight of recall against precision, above 0; default 1. */
  readonly beta?: number | undefined;
}

/**
 * F-measure of the rule score >= threshold, with weighted counts:
 *
 * $$
 * F_\beta = \frac{(1 + \beta^2)\, tp}{(1 + \beta^2)\, tp + \beta^2 fn + fp}.
 * $$
 *
 * 0 when nothing predicted positive is; an error when there is neither a positive nor a positive prediction. O(n).
 *
 * @param scores - n finite scores
 * @param labels - n labels, 0 or 1
 * @param inputs - the threshold, beta, weights and mask of the items.
 * @returns a number in [0, 1].
 * @throws LossInputError `NO_POSITIVES` as said, `OUT_OF_RANGE` for a bad option, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { fBeta } from '@backdropjs/losses';
 * if (fBeta([0.9, 0.8, 0.1], [1, 0, 1], { threshold: 0.5 }) !== 0.5) throw new Error('precision and recall 1/2');
 * ```
 */
export function fBeta(scores: NumericArray, labels: BinaryLabels, inputs: ItemInputs & FBetaOptions): number {
  const [count, fOfCounts] = fBetaParts('fBeta', inputs, itemInputs);
  return fOfCounts(count(scores, labels, inputs));
}

/** How to count true positives, false positives and false negatives, weighted, and what to compute from them. */
export function fBetaParts(fn: string, options: FBetaOptions, also?: readonly string[]): SumsMetric<number> {
  const known = { threshold: [undefined, finite], beta: [1, positive] } as const;
  const { threshold, beta } = readOptions(fn, options, known, also);
  // Farther out nothing changes but that products leave the range of float64.
  const square = Math.min(Math.max(2 ** -500, beta * beta), 2 ** 500);
  return [
    (scores, labels, inputs) => {
      const own = readItems({ name: fn, labels: binaryLabels }, scores, labels, inputs);
      const counts = [0, 0, 0];
      own.scores.forEach((score, i) => {
        if (score >= threshold) counts[own.labels[i] ? 0 : 1]! += own.weights[i]!;
        else if (own.labels[i]) counts[2]! += own.weights[i]!;
      });
      return counts;
    },
    ([tp, fp, missed]) => {
      const hits = (1 + square) * tp!;
      const whole = hits + square * missed! + fp!;
      need(whole, 'NO_POSITIVES', fn, 'an item of label 1 or a score of at least the threshold');
      check(fn, 'the sum of the weights', whole, finite, 'NON_FINITE');
      return hits / whole;
    },
    3,
    [threshold, beta],
  ];
}
