import { positive } from '../check';
import type { BinaryLabels, ItemInputs, NumericArray } from '../core/types';
import { thresholdCounts } from '../metrics/threshold-counts';
import { bestPoint, type OperatingPoint } from './operating-point';

/** What {@link bestFBeta} takes besides scores and labels. */
export interface BestFBetaInputs extends ItemInputs {
  /** Weight of recall against precision, above 0; default 1. */
  readonly beta?: number | undefined;
}

/** The best F-measure and its threshold. */
export interface BestFBeta extends OperatingPoint {
  /** The F-measure there: `fBeta` with that threshold. */
  readonly value: number;
}

/**
 * The highest F-measure that a rule score >= t reaches, t a score, and its threshold; of equal ones that of the highest recall.
 * Chosen on the data that it is then measured on, it flatters: choose on validation data. Exact, O(n log n).
 *
 * $$
 * \max_t \frac{(1 + \beta^2)\, P_t R_t}{\beta^2 P_t + R_t}
 * $$
 *
 * Source: Lipton, Elkan and Naryanaswamy, "Optimal thresholding of classifiers to maximize F1 measure", ECML PKDD 2014.
 *
 * @param scores - n finite scores, higher for label 1
 * @param labels - n labels, 0 or 1
 * @param inputs - beta, weights and mask of the items.
 * @returns the F-measure, threshold, precision and recall.
 * @throws LossInputError `NO_POSITIVES`, `OUT_OF_RANGE` for beta, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { bestFBeta } from '@backdropjs/losses/evaluation';
 * const { value, threshold } = bestFBeta([4, 3, 2, 1], [1, 0, 1, 0]);
 * if (value !== 0.8 || threshold !== 2) throw new Error('two of three, both found');
 * ```
 */
export function bestFBeta(scores: NumericArray, labels: BinaryLabels, inputs?: BestFBetaInputs): BestFBeta {
  const known = { beta: [1, positive] } as const;
  const counts = thresholdCounts('bestFBeta', scores, labels, inputs, false, known);
  const square = counts[5].beta ** 2;
  // The weighted harmonic mean, with shares that no beta takes out of [0, 1]; 0 where both are.
  const [ofPrecision, ofRecall] = [1 / (1 + square), 1 / (1 + 1 / square)];
  const f = (precision: number, recall: number) =>
    precision && 1 / (ofPrecision / precision + ofRecall / recall);
  const best = bestPoint(counts, (precision, recall) => [f(precision, recall), recall]);
  return { value: f(best.precision, best.recall), ...best };
}
