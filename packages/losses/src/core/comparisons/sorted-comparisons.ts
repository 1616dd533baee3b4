import type { Compare } from './comparison';
import { addMoments, evaluate, type Grid, makeGrid } from './grid';
import { isSmooth, type Kernel } from './kernels';
import type { Side } from './side';
import { sweep } from './sweep';

/** {@link comparisons} by sorting and sweeping, in O(n log n). */
export const sortedComparisons: Compare = ({ value, slope }, beta, margin, sources, targets) => {
  // What is not smooth needs every score.
  const onGrid = (side: Side) => ({ ...side, grid: makeGrid(side.keys, isSmooth(value) ? beta : Infinity) });
  const from = onGrid(sources);
  const to = sources === targets ? from : onGrid(targets);
  /** For each kernel, the coefficients of the sums over the items of one side at those of the other. */
  const sumsAt = (
    kernels: readonly Kernel[],
    side: 1 | -1,
    { grid, keys }: typeof from,
    weights: Float64Array,
    at: Grid,
  ) => {
    const moments = new Float64Array(grid.anchors.length);
    addMoments(grid, moments, grid.first, keys, weights);
    return sweep(kernels, beta, margin, side, grid, grid.weights(moments), at).map(at.coefficients);
  };
  /** Adds factor * factors_k times the sum at the k-th item to the number in its place. */
  const addSums = (
    out: Float64Array,
    factor: number,
    factors: Float64Array,
    { order, keys, grid }: typeof from,
    coefficients: Float64Array,
  ) => {
    // In runs, so that waiting for random places in memory does not hold up the arithmetic.
    const run = new Float64Array(512);
    for (let start = 0; start < order.length; start += run.length) {
      const own = keys.subarray(start, start + run.length);
      evaluate(grid, coefficients, grid.first.subarray(start), own, run);
      for (let k = 0; k < own.length; k++) out[order[start + k]!]! += factor * factors[start + k]! * run[k]!;
    }
  };
  // Both at once: one sweep less.
  const [values, slopes] = sumsAt([value, slope], 1, from, from.weights, to.grid);
  const sums = new Float64Array(to.keys.length);
  evaluate(to.grid, values!, to.grid.first, to.keys, sums);
  return [
    sums,
    (grad, pull) => {
      const [pushes] = sumsAt([slope], -1, to, pull, from.grid);
      addSums(grad, -beta, pull, to, slopes!);
      addSums(grad, beta, from.weights, from, pushes!);
    },
  ];
};
