import { binaryColumn } from '../core/columns';
import { fail } from '../core/errors';
import { requireRange } from '../core/options';
import type { ItemInputs, NumericArray } from '../core/types';
import { finite, scoredItems } from './scored-items';

export interface CalibrationOptions {
  /** Number of bins of equal width, an integer from 1; default 15. */
  readonly bins?: number | undefined;
}

export interface CalibrationError {
  /** Expected calibration error: the mean gap over items. */
  readonly ece: number;
  /** Maximum calibration error: the largest gap of a bin that holds an item. */
  readonly mce: number;
  /** Root mean squared gap over items. */
  readonly rmsce: number;
}

/** Sums over each bin: of the weights, the weighted probabilities and the weighted labels. */
export interface CalibrationBins {
  readonly weight: Float64Array;
  readonly probability: Float64Array;
  readonly label: Float64Array;
}

/**
 * Calibration error of probabilities: per bin min(floor(p * bins), bins - 1) the gap between the weighted mean
 * probability and the weighted share of positives, averaged, maximized and averaged in the square. O(n).
 *
 * Source: Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", AAAI 2015.
 *
 * @param scores - n probabilities of label 1, in [0, 1]
 * @param labels - n labels, 0 or 1
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
  labels: NumericArray,
  inputs: ItemInputs & CalibrationOptions = {},
): CalibrationError {
  const bins = emptyBins('calibrationError', inputs);
  addToBins('calibrationError', bins, scores, labels, inputs);
  return errorOfBins('calibrationError', bins);
}

export function emptyBins(fn: string, { bins = 15 }: CalibrationOptions): CalibrationBins {
  if (!(Number.isInteger(bins) && bins >= 1 && bins <= 1e6)) {
    fail('OUT_OF_RANGE', fn, `bins must be an integer from 1 to 1e6, got ${bins}`);
  }
  return {
    weight: new Float64Array(bins),
    probability: new Float64Array(bins),
    label: new Float64Array(bins),
  };
}

export function addToBins(
  fn: string,
  { weight, probability, label }: CalibrationBins,
  scores: NumericArray,
  labels: NumericArray,
  inputs: ItemInputs,
): void {
  const items = scoredItems(fn, scores, [binaryColumn(labels)], inputs);
  for (const p of items.scores) requireRange(fn, 'a probability', p, 0, 1);
  for (let i = 0; i < items.scores.length; i++) {
    const p = items.scores[i]!;
    const b = Math.min(Math.floor(p * weight.length), weight.length - 1);
    weight[b]! += items.weights[i]!;
    probability[b]! += items.weights[i]! * p;
    label[b]! += items.weights[i]! * items.labels[i]!;
  }
}

export function errorOfBins(fn: string, { weight, probability, label }: CalibrationBins): CalibrationError {
  const total = finite(
    fn,
    weight.reduce((sum, w) => sum + w, 0),
  );
  if (total === 0) fail('EMPTY', fn, 'no items yet');
  let ece = 0;
  let mce = 0;
  let square = 0;
  for (let b = 0; b < weight.length; b++) {
    if (weight[b] === 0) continue;
    const gap = Math.abs(probability[b]! - label[b]!) / weight[b]!;
    ece += (weight[b]! / total) * gap;
    mce = Math.max(mce, gap);
    square += (weight[b]! / total) * gap * gap;
  }
  return { ece, mce, rmsce: Math.sqrt(square) };
}
