import type { Comparison } from '../../core/comparisons/kernels';
import type { PairSum } from './batch';

/** phi(d) = f(margin - beta d) by visiting every pair: O(n+ n-) time, O(n) memory. */
export function pairLoop(
  { value: { f }, slope: { f: derivative } }: Comparison,
  beta: number,
  margin: number,
): PairSum {
  return ({ scores, labels, weights }, [negative, positive], grad) => {
    const negatives: number[] = [];
    for (let j = 0; j < labels.length; j++) if (labels[j] === 0) negatives.push(j);
    let total = 0;
    for (let i = 0; i < labels.length; i++) {
      if (labels[i] === 0) continue;
      // One partial sum a row, so that rounding grows with the rows and not with the pairs.
      let row = 0;
      let rowSlope = 0;
      const weight = weights[i]! / positive;
      for (const j of negatives) {
        const x = beta * (scores[j]! - scores[i]!) + margin;
        const share = weights[j]! / negative;
        const pull = share * derivative(x);
        row += share * f(x);
        rowSlope += pull;
        grad[j]! += beta * weight * pull;
      }
      total += weight * row;
      grad[i]! -= beta * weight * rowSlope;
    }
    return total;
  };
}
