import { sigmoidComparison } from '../../core/comparisons/kernels';
import type { Side } from '../../core/comparisons/side';
import { sortedComparisons } from '../../core/comparisons/sorted-comparisons';
import { gather } from '../../core/sort';
import type { CompareGroups, Observations } from './observations';

/**
 * Divide and conquer: the events of the first half against all of the second, and either half in itself.
 *
 * @param order - the items of these groups by rising score, from 0
 */
export function compareHalves(
  { beta, scores, weights, events, starts, grad }: Observations,
  first: number,
  last: number,
  order: Uint32Array,
  compare: CompareGroups,
): number {
  const from = starts[first]!;
  const middle = (first + last) >> 1;
  const cut = starts[middle]! - from;
  const side = (isIn: (i: number) => unknown): Side => {
    const part = order.filter(isIn).map((i) => i + from);
    return { order: part, keys: gather(scores, part), weights: gather(weights, part) };
  };
  const targets = side((i) => i < cut && events[from + i]);
  const later = side((i) => i >= cut);
  const [sums, addGradient] = sortedComparisons(sigmoidComparison, beta, 0, later, targets);
  addGradient(grad, targets.weights);
  const across = sums.reduce((sum, value, k) => sum + targets.weights[k]! * value, 0);
  return across + compare(first, middle) + compare(middle, last);
}
