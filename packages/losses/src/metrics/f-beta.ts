import { binaryColumn } from '../core/columns';
import { fail } from '../core/errors';
import { requirePositive } from '../core/options';
import type { ItemInputs, NumericArray } from '../core/types';
import { finite, scoredItems } from './scored-items';

export interface FBetaOptions {
  /** Items with a score of at least this are predicted positive. */
  readonly threshold: number;
  /** Weight of recall against precision, above 0; default 1. */
  readonly beta?: number | undefined;
}

/** Weighted counts of true positives, false positives and false negatives. */
export interface ConfusionCounts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

/**
 * F-measure of the rule score >= threshold, with weighted counts:
 *
 *   (1 + beta^2) tp / ((1 + beta^2) tp + beta^2 fn + fp).
 *
 * 0 when nothing predicted positive is; an error when there is neither a positive nor a positive prediction. O(n).
 *
 * @param scores - n finite scores
 * @param labels - n labels, 0 or 1
 * @throws LossInputError `NO_POSITIVES` as said, `OUT_OF_RANGE` for a bad option, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { fBeta } from '@backdropjs/losses';
 * if (fBeta([0.9, 0.8, 0.1], [1, 0, 1], { threshold: 0.5 }) !== 0.5) throw new Error('precision and recall 1/2');
 * ```
 */
export function fBeta(scores: NumericArray, labels: NumericArray, inputs: ItemInputs & FBetaOptions): number {
  const options = checkFBeta('fBeta', inputs);
  return fOfCounts(
    'fBeta',
    countAtThreshold('fBeta', scores, labels, inputs, options.threshold),
    options.beta,
  );
}

export function checkFBeta(
  fn: string,
  { threshold, beta = 1 }: FBetaOptions,
): { threshold: number; beta: number } {
  if (!Number.isFinite(threshold)) fail('OUT_OF_RANGE', fn, `threshold must be finite, got ${threshold}`);
  requirePositive(fn, 'beta', beta);
  return { threshold, beta };
}

export function countAtThreshold(
  fn: string,
  scores: NumericArray,
  labels: NumericArray,
  inputs: ItemInputs,
  threshold: number,
): ConfusionCounts {
  const items = scoredItems(fn, scores, [binaryColumn(labels)], inputs);
  let tp = 0;
  let fp = 0;
  let fnWeight = 0;
  for (let i = 0; i < items.scores.length; i++) {
    if (items.scores[i]! < threshold) fnWeight += items.labels[i]! * items.weights[i]!;
    else if (items.labels[i] === 1) tp += items.weights[i]!;
    else fp += items.weights[i]!;
  }
  return { tp, fp, fn: fnWeight };
}

export function fOfCounts(name: string, { tp, fp, fn }: ConfusionCounts, beta: number): number {
  const square = beta * beta;
  const whole = (1 + square) * tp + square * fn + fp;
  if (whole === 0)
    fail('NO_POSITIVES', name, 'needs an item of label 1 or a score of at least the threshold');
  return finite(name, ((1 + square) * tp) / finite(name, whole));
}
