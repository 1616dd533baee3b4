import { type Comparison, isSmooth } from '../../core/comparisons/kernels';
import { makeSide } from '../../core/comparisons/side';
import { sortedComparisons } from '../../core/comparisons/sorted-comparisons';
import type { PairSum } from './batch';

/** phi(d) = f(margin - beta d) by sorting and sweeping: O(n log n). */
export function sortedSums(comparison: Comparison, beta: number, margin: number): PairSum {
  return (items, totals, grad) => {
    const side = (label: 0 | 1) =>
      makeSide(items, isSmooth(comparison.value) ? beta : Infinity, label, totals[label]);
    const positives = side(1);
    const [sums, addGradient] = sortedComparisons(comparison, beta, margin, side(0), positives);
    addGradient(grad, positives.weights);
    return sums.reduce((total, sum, k) => total + positives.weights[k]! * sum, 0);
  };
}
