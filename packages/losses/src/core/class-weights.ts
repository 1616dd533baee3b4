import { fail } from './errors';

/** Total weights of the labels 0 and 1; throws `NO_POSITIVES` or `NO_NEGATIVES` when one is 0. */
export function classWeights(
  fn: string,
  labels: Float64Array,
  weights: Float64Array,
): [negative: number, positive: number] {
  let negative = 0;
  let positive = 0;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === 1) positive += weights[i]!;
    else negative += weights[i]!;
  }
  if (positive === 0) fail('NO_POSITIVES', fn, 'needs an item of label 1, got none of positive weight');
  if (negative === 0) fail('NO_NEGATIVES', fn, 'needs an item of label 0, got none of positive weight');
  return [negative, positive];
}
