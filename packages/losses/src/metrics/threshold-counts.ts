import { binaryColumn } from '../core/columns';
import { fail } from '../core/errors';
import { sort } from '../core/sort';
import type { ItemInputs, NumericArray } from '../core/types';
import { finite, scoredItems } from './scored-items';

/** For each distinct score as threshold, from the highest: the weights of the positives and negatives not below it. */
export interface ThresholdCounts {
  readonly thresholds: Float64Array;
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
  /** Total weight of label 1, above 0. */
  readonly positives: number;
  /** Total weight of label 0. */
  readonly negatives: number;
}

/** Validates and counts; `NO_POSITIVES` without positives, and `NO_NEGATIVES` without negatives where they are needed. */
export function thresholdCounts(
  fn: string,
  scores: NumericArray,
  labels: NumericArray,
  inputs: ItemInputs,
  needsNegatives: boolean,
): ThresholdCounts {
  const items = scoredItems(fn, scores, [binaryColumn(labels)], inputs);
  const { order, keys } = sort(items.scores);
  const thresholds = new Float64Array(keys.length);
  const truePositives = new Float64Array(keys.length);
  const falsePositives = new Float64Array(keys.length);
  let count = 0;
  let positives = 0;
  let negatives = 0;
  for (let k = keys.length - 1; k >= 0; k--) {
    const i = order[k]!;
    if (items.labels[i] === 1) positives += items.weights[i]!;
    else negatives += items.weights[i]!;
    // Tied items enter together.
    if (k > 0 && keys[k - 1] === keys[k]) continue;
    thresholds[count] = keys[k]!;
    truePositives[count] = positives;
    falsePositives[count++] = negatives;
  }
  if (positives === 0) fail('NO_POSITIVES', fn, 'needs an item of label 1, got none of positive weight');
  if (negatives === 0 && needsNegatives) {
    fail('NO_NEGATIVES', fn, 'needs an item of label 0, got none of positive weight');
  }
  finite(fn, positives + negatives);
  return {
    thresholds: thresholds.subarray(0, count),
    truePositives: truePositives.subarray(0, count),
    falsePositives: falsePositives.subarray(0, count),
    positives,
    negatives,
  };
}
