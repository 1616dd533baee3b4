import type { Compare } from './comparison';
import { pairComparisons } from './pair-comparisons';
import { sortedComparisons } from './sorted-comparisons';

/**
 * S_i = sum_j a_j f(beta (s_j - t_i) + margin) for every target i, over all sources j of weights a_j: pair by pair where
 * these are few, else sorted.
 */
export const comparisons: Compare = (comparison, beta, margin, sources, targets) => {
  const [m, n] = [sources.keys.length, targets.keys.length];
  return (m * n < 32 * (m + n) ? pairComparisons : sortedComparisons)(
    comparison,
    beta,
    margin,
    sources,
    targets,
  );
};
