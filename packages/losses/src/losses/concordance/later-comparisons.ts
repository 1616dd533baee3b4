import { makeGrid } from '../../core/comparisons/grid';
import { sort } from '../../core/sort';
import { compareBlocks, leaf } from './compare-blocks';
import { compareHalves } from './compare-halves';
import { comparePairs } from './compare-pairs';
import type { Observations } from './observations';

/**
 * sum of w_i w_j sigmoid(beta (s_j - s_i)) over events i and items j of later groups; its gradient is added to that of the
 * observations. Three ways: pair by pair where there are few; where few points stand for all scores (see {@link makeGrid}), in
 * blocks that these points connect; elsewhere in halves.
 */
export function laterComparisons(all: Observations): number {
  const compare = (first: number, last: number): number => {
    const from = all.starts[first]!;
    const size = all.starts[last]! - from;
    if (last - first < 2) return 0;
    if (size <= leaf) return comparePairs(all, first, last);
    const [order, keys] = sort(all.scores.subarray(from, from + size));
    const grid = makeGrid(keys, all.beta);
    const points = grid.anchors.length;
    if (points > leaf) return compareHalves(all, first, last, order, compare);
    // Matrices between all points would cost more than so few pairs.
    if (size <= 8 * points) return comparePairs(all, first, last);
    return compareBlocks(all, first, last, order, grid, compare);
  };
  return compare(0, all.starts.length - 1);
}
