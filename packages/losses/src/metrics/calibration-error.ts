import { check, finite, integer, readOptions, unit } from '../check';
import { binaryLabels, itemInputs, readItems } from '../core/lists';
import type { BinaryLabels, ItemInputs, NumericArray } from '../core/types';
import { need } from '../errors';
import type { SumsMetric } from './accumulator';

/** Options of {@link calibrationError}. */
export interface CalibrationOptions {
  /** Number of bins of equal width, an integer from 1; default 15. */
  readonly bins?: number | undefined;
}

/** How far predicted probabilities are from observed frequencies. */
export interface CalibrationError {
  /** Expected calibration error: the mean gap over items. */
  readonly ece: number;
  /** Maximum calibration error: the largest gap of a bin that holds an item. */
  readonly mce: number;
  /** Root mean squared gap over items. */
  readonly rmsce: number;
}

/**
 * Calibration error of probabilities: per bin min(floor(p * bins), bins - 1) the gap between the weighted mean
 * probability and the weighted share of positives, averaged, maximized and averaged in the square. O(n).
 *
 * $$
 * \text{ece} = \sum_b \frac{W_b}{W}\, |\bar p_b - \bar y_b|, \quad \text{mce} = \max_b |\bar p_b - \bar y_b|, \quad
 * \text{rms} = \Big(\sum_b \frac{W_b}{W} (\bar p_b - \bar y_b)^2\Big)^{1/2}
 * $$
 *
 * Source: Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", AAAI 2015.
 *
 * @param scores - n probabilities of label 1, in [0, 1]
 * @param labels - n labels, 0 or 1
 * @param inputs - weights and mask of the items, and the number of bins.
 * @returns three numbers in [0, 1].
 * @throws LossInputError `OUT_OF_RANGE` for a value outside [0, 1] or bad bins, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { calibrationError } from '@backdropjs/losses';
 * const { ece } = calibrationError([0.75, 0.75, 0.75, 0.75], [1, 1, 1, 0], { bins: 10 });
 * if (ece !== 0) throw new Error('three of four');
 * ```
 */
export function calibrationError(
  scores: NumericArray,
  labels: BinaryLabels,
  inputs?: ItemInputs & CalibrationOptions,
): CalibrationError {
  const [sum, errorOfSums] = calibrationParts('calibrationError', inputs, itemInputs);
  return errorOfSums(sum(scores, labels, inputs));
}

/** How to sum weights, weighted probabilities and weighted labels over each bin, and what to compute from them. */
export function calibrationParts(
  fn: string,
  options: CalibrationOptions | undefined,
  also?: readonly string[],
): SumsMetric<CalibrationError> {
  const { bins } = readOptions(fn, options, { bins: [15, integer(1, 1e6)] }, also);
  return [
    (scores, labels, inputs) => {
      const own = readItems({ name: fn, labels: binaryLabels, range: unit }, scores, labels, inputs);
      const sums = Array<number>(3 * bins).fill(0);
      own.scores.forEach((p, i) => {
        const b = 3 * Math.min(Math.floor(p * bins), bins - 1);
        sums[b]! += own.weights[i]!;
        sums[b + 1]! += own.weights[i]! * p;
        sums[b + 2]! += own.weights[i]! * own.labels[i]!;
      });
      return sums;
    },
    (sums) => {
      const total = sums.reduce((sum, weight, at) => (at % 3 ? sum : sum + weight), 0);
      need(total, 'EMPTY', fn, 'an item');
      check(fn, 'the sum of the weights', total, finite, 'NON_FINITE');
      let ece = 0;
      let mce = 0;
      let square = 0;
      for (let b = 0; b < sums.length; b += 3) {
        const weight = sums[b]!;
        if (weight === 0) continue;
        const gap = Math.abs(sums[b + 1]! - sums[b + 2]!) / weight;
        ece += (weight / total) * gap;
        mce = Math.max(mce, gap);
        square += (weight / total) * gap * gap;
      }
      return { ece, mce, rmsce: Math.sqrt(square) };
    },
    3 * bins,
    [bins],
  ];
}
