import type { Comparisons } from './comparison';
import { sigmoidComparison } from './kernels';
import { pairComparisons } from './pair-comparisons';
import type { Side } from './side';
import { sortedComparisons } from './sorted-comparisons';

/**
 * S_i = sum_j a_j sigmoid(beta (s_j - t_i)) for every target i, over all sources j of weights a_j: pair by pair where these are
 * few, else by a sweep.
 */
export function comparisons(beta: number, sources: Side, targets: Side): Comparisons {
  const [m, n] = [sources.keys.length, targets.keys.length];
  return m * n < 32 * (m + n)
    ? pairComparisons(beta, sources, targets)
    : sortedComparisons(sigmoidComparison, beta, 0, sources, targets);
}
