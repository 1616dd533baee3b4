import { check, finite, integer, readOptions, unit } from '../check';
import { binaryLabels, itemInputs, readItems } from '../core/lists';
import type { BinaryLabels, ItemInputs, NumericArray } from '../core/types';
import type { CalibrationOptions } from '../metrics/calibration-error';
import { totalOf } from './items';

/** The Brier score and its parts: `brier` = `reliability` - `resolution` + `uncertainty` + `within`. */
export interface BrierScore {
  /** Weighted mean of (p - y)^2, in [0, 1]; lower is better. */
  readonly brier: number;
  /** Mean squared gap, over bins, between probability and frequency; 0 when calibrated. */
  readonly reliability: number;
  /** Mean squared distance, over bins, of the frequency from that of all items; higher is better. */
  readonly resolution: number;
  /** q (1 - q) for the frequency q of label 1: the score of the best constant. */
  readonly uncertainty: number;
  /**
   * What probabilities that differ within a bin add: their variance less twice their covariance with the labels. 0 where each bin
   * holds one probability.
   */
  readonly within: number;
}

/** What {@link brierScore} takes besides scores and labels. */
export type BrierInputs = ItemInputs & CalibrationOptions;

/**
 * Brier score of probabilities and its decomposition over bins of equal width, those of `calibrationError`. O(n).
 *
 * $$
 * \frac{1}{W} \sum_i w_i (p_i - y_i)^2 = \underbrace{\sum_b \tfrac{W_b}{W} (\bar p_b - \bar y_b)^2}_{\text{reliability}} -
 * \underbrace{\sum_b \tfrac{W_b}{W} (\bar y_b - \bar y)^2}_{\text{resolution}} + \bar y (1 - \bar y) + \text{within}
 * $$
 *
 * Source: Brier, "Verification of forecasts expressed in terms of probability", 1950; Murphy, "A new vector partition of the
 * probability score", 1973; within bins: Stephenson, Coelho and Jolliffe, "Two extra components in the Brier score decomposition",
 * Weather and Forecasting 2008, eq. 7. `brier` is scikit-learn's `brier_score_loss`.
 *
 * @param scores - n probabilities of label 1, in [0, 1]
 * @param labels - n labels, 0 or 1
 * @param inputs - weights and mask of the items, and the number of bins.
 * @returns the score and its four parts.
 * @throws LossInputError `OUT_OF_RANGE` for a value outside [0, 1] or bad bins, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { brierScore } from '@backdropjs/losses/evaluation';
 * const { brier, reliability, resolution } = brierScore([0.5, 0.5, 1, 1], [0, 1, 1, 1]);
 * if (brier !== 0.125 || reliability !== 0 || resolution !== 0.0625) throw new Error('calibrated, and resolves a third');
 * ```
 */
export function brierScore(scores: NumericArray, labels: BinaryLabels, inputs?: BrierInputs): BrierScore {
  const fn = 'brierScore';
  const { bins, ...rest } = readOptions<BrierInputs, 'bins'>(
    fn,
    inputs,
    { bins: [15, integer(1, 1e6)] },
    itemInputs,
  );
  const items = readItems({ name: fn, labels: binaryLabels, range: unit }, scores, labels, rest);
  const total = totalOf(items.weights);
  check(fn, 'the sum of the weights', total, finite, 'NON_FINITE');
  // Shares of all weight: of the bin, times probability, times label.
  const sums = new Float64Array(3 * bins);
  const binOf = (p: number) => 3 * Math.min(Math.floor(p * bins), bins - 1);
  let brier = 0;
  let frequency = 0;
  for (const [i, p] of items.scores.entries()) {
    const [share, y, b] = [items.weights[i]! / total, items.labels[i]!, binOf(p)];
    brier += share * (p - y) ** 2;
    frequency += share * y;
    sums[b]! += share;
    sums[b + 1]! += share * p;
    sums[b + 2]! += share * y;
  }
  let reliability = 0;
  let resolution = 0;
  for (let b = 0; b < sums.length; b += 3) {
    const share = sums[b]!;
    if (!share) continue;
    reliability += (sums[b + 1]! - sums[b + 2]!) ** 2 / share;
    resolution += share * (sums[b + 2]! / share - frequency) ** 2;
  }
  let within = 0;
  for (const [i, p] of items.scores.entries()) {
    const [share, b] = [items.weights[i]! / total, binOf(p)];
    // Too small a part of all weight, alone in its bin.
    if (!share) continue;
    const distance = p - sums[b + 1]! / sums[b]!;
    const surprise = items.labels[i]! - sums[b + 2]! / sums[b]!;
    within += share * distance * (distance - 2 * surprise);
  }
  return { brier, reliability, resolution, uncertainty: frequency * (1 - frequency), within };
}
