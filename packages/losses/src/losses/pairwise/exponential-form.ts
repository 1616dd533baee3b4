import type { PairSum } from './batch';

/** phi(d) = e^{-beta d}: the product of two means, each taken relative to its largest term. O(n). */
export function exponentialForm(beta: number): PairSum {
  return ({ scores, labels, weights }, totals, grad) => {
    // The highest exponent of each class, over beta: s for negatives, -s for positives. Times beta only as differences, so
    // that a large common part of the scores goes without a trace.
    const exponent = (i: number) => (labels[i] ? -scores[i]! : scores[i]!);
    const tops: [number, number] = [-Infinity, -Infinity];
    for (let i = 0; i < scores.length; i++) {
      const label = labels[i] as 0 | 1;
      tops[label] = Math.max(tops[label], exponent(i));
    }
    const sums: [number, number] = [0, 0];
    for (let i = 0; i < scores.length; i++) {
      const label = labels[i] as 0 | 1;
      grad[i] = (weights[i]! / totals[label]) * Math.exp(beta * (exponent(i) - tops[label]));
      sums[label] += grad[i]!;
    }
    const value = Math.exp(beta * (tops[0] + tops[1])) * sums[0] * sums[1];
    for (let i = 0; i < scores.length; i++) {
      const label = labels[i] as 0 | 1;
      grad[i]! *= (label ? -beta : beta) * (value / sums[label]);
    }
    return value;
  };
}
