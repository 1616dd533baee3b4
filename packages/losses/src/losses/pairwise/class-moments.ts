import type { PairBatch } from './batch';

/** Weighted means of the two classes and the sum of their (population) variances. */
export function classMoments({ scores, labels, weights, negative, positive }: PairBatch) {
  // Means relative to a score that matters, so that a common shift of the scores costs no digits.
  const reference =
    scores[weights.reduce((heaviest, weight, i) => (weight > weights[heaviest]! ? i : heaviest), 0)]!;
  let positiveMean = 0;
  let negativeMean = 0;
  for (let i = 0; i < scores.length; i++) {
    const part = weights[i]! * (scores[i]! - reference);
    if (labels[i] === 1) positiveMean += part / positive;
    else negativeMean += part / negative;
  }
  let variances = 0;
  for (let i = 0; i < scores.length; i++) {
    const s = scores[i]! - reference;
    variances +=
      labels[i] === 1
        ? (weights[i]! / positive) * (s - positiveMean) ** 2
        : (weights[i]! / negative) * (s - negativeMean) ** 2;
  }
  return { reference, positiveMean, negativeMean, variances };
}

/**
 * var+ + var- + g^2 for a gap g that falls with mean+ - mean-, and its gradient: the form of the square and AUC-margin
 * losses.
 */
export function varianceForm(
  batch: PairBatch,
  gap: (difference: number) => number,
  grad: Float64Array,
): number {
  const { scores, labels, weights, negative, positive } = batch;
  const { reference, positiveMean, negativeMean, variances } = classMoments(batch);
  const g = gap(positiveMean - negativeMean);
  for (let i = 0; i < scores.length; i++) {
    const s = scores[i]! - reference;
    grad[i]! +=
      labels[i] === 1
        ? (2 * weights[i]! * (s - positiveMean - g)) / positive
        : (2 * weights[i]! * (s - negativeMean + g)) / negative;
  }
  return variances + g * g;
}
