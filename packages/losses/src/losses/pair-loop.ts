import type { PairFunction } from './surrogates';

/**
 * sum over pairs (i, j) of a positive and a negative of w_i w_j phi(s_i - s_j) / scale, adding its gradient to `grad`.
 * Every pair is visited: O(n+ n-) time, O(n) memory.
 */
export function pairLoop(
  phi: PairFunction,
  scores: Float64Array,
  labels: Float64Array,
  weights: Float64Array,
  scale: number,
  grad: Float64Array,
): number {
  const negatives: number[] = [];
  for (let j = 0; j < labels.length; j++) if (labels[j] === 0) negatives.push(j);
  let total = 0;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === 0) continue;
    // One partial sum a row, so that rounding grows with the rows and not with the pairs.
    let row = 0;
    let rowSlope = 0;
    const weight = weights[i]! / scale;
    for (const j of negatives) {
      const d = scores[i]! - scores[j]!;
      row += weights[j]! * phi.value(d);
      const slope = weights[j]! * phi.slope(d);
      rowSlope += slope;
      grad[j]! -= weight * slope;
    }
    total += weight * row;
    grad[i]! += weight * rowSlope;
  }
  return total;
}
