import type { PairItems, Totals } from './batch';

/**
 * var+ + var- + g^2 with the weighted variances of the classes and a gap g that falls with mean+ - mean-, and its
 * gradient: the form of the square and AUC-margin losses. O(n).
 */
export function varianceForm(
  { scores, labels, weights }: PairItems,
  totals: Totals,
  grad: Float64Array,
  gapOf: (difference: number) => number,
): number {
  // Means relative to a score that matters, so that a common shift of the scores costs no digits.
  const heaviest = weights.reduce((best, weight, i) => (weight > weights[best]! ? i : best), 0);
  const reference = scores[heaviest]!;
  const means: [number, number] = [0, 0];
  for (let i = 0; i < scores.length; i++) {
    const label = labels[i] as 0 | 1;
    means[label] += (weights[i]! / totals[label]) * (scores[i]! - reference);
  }
  const gap = gapOf(means[1] - means[0]);
  let value = gap * gap;
  for (let i = 0; i < scores.length; i++) {
    const label = labels[i] as 0 | 1;
    const share = weights[i]! / totals[label];
    const centered = scores[i]! - reference - means[label];
    value += share * centered ** 2;
    grad[i] = 2 * share * (centered + (label ? -gap : gap));
  }
  return value;
}
