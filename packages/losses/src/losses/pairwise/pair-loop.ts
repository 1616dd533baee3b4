import type { PairFunction, PairSum } from './batch';

/** Visits every pair: O(n+ n-) time, O(n) memory. */
export function pairLoop(phi: PairFunction): PairSum {
  return ({ scores, labels, weights, negative, positive }, grad) => {
    const negatives: number[] = [];
    for (let j = 0; j < labels.length; j++) if (labels[j] === 0) negatives.push(j);
    let total = 0;
    for (let i = 0; i < labels.length; i++) {
      if (labels[i] === 0) continue;
      // One partial sum a row, so that rounding grows with the rows and not with the pairs.
      let row = 0;
      let rowSlope = 0;
      const weight = weights[i]! / positive / negative;
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
  };
}
