import { comparisons, makeSide } from '../../core/comparisons/compare';
import type { Kernel } from '../../core/comparisons/kernels';
import type { PairSum } from './batch';

/** phi(d) = f(margin - beta d) for kernels f and its derivative, by sorting and sweeping: O(n log n). */
export function sortedSums(kernels: readonly [Kernel, Kernel], beta: number, margin: number): PairSum {
  return ([scores, labels, weights, totals], grad) => {
    const side = (label: 0 | 1) => makeSide(scores, weights, labels, label, totals[label]);
    const positives = side(1);
    const [sums, addGradient] = comparisons(kernels, beta, margin, side(0), positives);
    addGradient(grad, positives[2]);
    return sums.reduce((total, sum, k) => total + positives[2][k]! * sum, 0);
  };
}
