import { type Checked, check, finite, type Known, readOptions } from '../check';
import { binaryLabels, itemInputs, readItems } from '../core/lists';
import { sort } from '../core/sort';
import type { BinaryLabels, ItemInputs, NumericArray } from '../core/types';
import { need } from '../errors';

/** For each distinct score as threshold, from the highest: the weights of the positives and negatives not below it. */
export type ThresholdCounts<Options> = readonly [
  truePositives: Float64Array<ArrayBuffer>,
  falsePositives: Float64Array<ArrayBuffer>,
  /** Total weight of label 1, above 0. */
  positives: number,
  /** Total weight of label 0. */
  negatives: number,
  thresholds: Float64Array<ArrayBuffer>,
  options: Options,
];

/**
 * Validates and counts; `NO_POSITIVES` without positives, and `NO_NEGATIVES` without negatives where they are needed.
 *
 * @param known - options of the metric among the inputs
 */
export function thresholdCounts<Options extends ItemInputs, Name extends keyof Options = never>(
  fn: string,
  scores: NumericArray,
  labels: BinaryLabels,
  inputs: Options | undefined,
  needsNegatives: boolean,
  known = {} as Known<Options, Name>,
  takes: readonly string[] = itemInputs,
): ThresholdCounts<Checked<Options, Name>> {
  const options = readOptions(fn, inputs, known, takes);
  const items = readItems({ name: fn, labels: binaryLabels }, scores, labels, options);
  const [order, keys] = sort(items.scores);
  const thresholds = new Float64Array(keys.length);
  const truePositives = new Float64Array(keys.length);
  const falsePositives = new Float64Array(keys.length);
  let count = 0;
  let positives = 0;
  let negatives = 0;
  for (let k = keys.length - 1; k >= 0; k--) {
    const i = order[k]!;
    if (items.labels[i]) positives += items.weights[i]!;
    else negatives += items.weights[i]!;
    // Tied items enter together.
    if (k > 0 && keys[k - 1] === keys[k]) continue;
    thresholds[count] = keys[k]!;
    truePositives[count] = positives;
    falsePositives[count++] = negatives;
  }
  need(positives, 'NO_POSITIVES', fn, 'an item of label 1');
  if (needsNegatives) need(negatives, 'NO_NEGATIVES', fn, 'an item of label 0');
  check(fn, 'the sum of the weights', positives + negatives, finite, 'NON_FINITE');
  const cut = (values: Float64Array<ArrayBuffer>) => values.subarray(0, count);
  return [cut(truePositives), cut(falsePositives), positives, negatives, cut(thresholds), options];
}
