import type { Compare } from './comparison';
import { addMoments, evaluate, makeGrid } from './grid';
import { isSmooth, type Kernel } from './kernels';
import type { Side } from './side';
import { sweep } from './sweep';

/** {@link comparisons} by sorting and sweeping, in O(n log n). */
export const sortedComparisons: Compare = ({ value, slope }, beta, margin, sources, targets) => {
  // What is not smooth needs every score.
  const onGrid = (side: Side) => ({ ...side, grid: makeGrid(side.keys, isSmooth(value) ? beta : Infinity) });
  const from = onGrid(sources);
  const to = sources === targets ? from : onGrid(targets);
  /** Adds factor_k times the sums at the k-th item to the numbers in its place. */
  const addSums = (
    kernel: Kernel,
    side: 1 | -1,
    { grid, keys }: typeof from,
    weights: Float64Array,
    at: typeof to,
    out: Float64Array,
    factors?: Float64Array,
  ) => {
    const moments = new Float64Array(grid.anchors.length);
    addMoments(grid, moments, grid.first, keys, weights);
    const values = sweep(kernel, beta, margin, side, grid, grid.weights(moments), at.grid);
    const coefficients = at.grid.coefficients(values);
    // In runs, so that waiting for random places in memory does not hold up the arithmetic.
    const run = new Float64Array(512);
    for (let start = 0; start < at.keys.length; start += run.length) {
      const [first, own] = [at.grid.first, at.keys].map((all) => all.subarray(start, start + run.length));
      evaluate(at.grid, coefficients, first as Uint32Array, own as Float64Array, run);
      for (let k = start; k < start + own!.length; k++) {
        if (factors) out[at.order[k]!]! += -side * beta * factors[k]! * run[k - start]!;
        else out[k] = run[k - start]!;
      }
    }
  };
  const sums = new Float64Array(to.keys.length);
  addSums(value, 1, from, from.weights, to, sums);
  return {
    sums,
    addGradient(grad, pull) {
      addSums(slope, 1, from, from.weights, to, grad, pull);
      addSums(slope, -1, to, pull, from, grad, from.weights);
    },
  };
};
