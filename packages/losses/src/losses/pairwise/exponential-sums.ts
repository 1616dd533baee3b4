import type { PairSum } from './batch';

/** phi(d) = e^{-beta d}: the product of two means, each taken relative to its largest term. O(n). */
export function exponentialSums(beta: number): PairSum {
  return ({ scores, labels, weights, negative, positive }, grad) => {
    let lowest = Infinity;
    let highest = -Infinity;
    for (let i = 0; i < scores.length; i++) {
      if (labels[i] === 1) lowest = Math.min(lowest, scores[i]!);
      else highest = Math.max(highest, scores[i]!);
    }
    const term = (i: number) =>
      weights[i]! * Math.exp(beta * (labels[i] === 1 ? lowest - scores[i]! : scores[i]! - highest));
    let positiveSum = 0;
    let negativeSum = 0;
    for (let i = 0; i < scores.length; i++) {
      if (labels[i] === 1) positiveSum += term(i);
      else negativeSum += term(i);
    }
    const value = Math.exp(beta * (highest - lowest)) * (positiveSum / positive) * (negativeSum / negative);
    for (let i = 0; i < scores.length; i++) {
      const share = term(i) / (labels[i] === 1 ? -positiveSum : negativeSum);
      grad[i] = beta * value * share;
    }
    return value;
  };
}
