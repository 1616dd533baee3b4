import type { Compare } from './comparison';
import { addMoments, evaluate, type Grid, makeGrid } from './grid';
import { isSmooth, type Kernel } from './kernels';
import type { Side } from './side';
import { sweep } from './sweep';

/** {@link comparisons} by sweeping over sorted scores, in O(n log n), or over the cells of many close ones, in O(n). */
export const sortedComparisons: Compare = ({ value, slope }, beta, margin, sources, targets) => {
  // What is not smooth needs every score.
  const onGrid = (side: Side) => ({
    ...side,
    ...makeGrid(side.keys, isSmooth(value) ? beta : Infinity, side.low),
  });
  const from = onGrid(sources);
  const to = sources === targets ? from : onGrid(targets);
  /** For each kernel, the coefficients of the sums over the weights of one side at the items of the other. */
  const sumsAt = (kernels: readonly Kernel[], side: 1 | -1, items: typeof from, at: Grid) => {
    const moments = new Float64Array(items.anchors.length);
    addMoments(items, moments, items);
    return sweep(kernels, beta, margin, side, items, items.toWeights(moments), at).map(at.toCoefficients);
  };
  /** Adds factor * weight times the sum at each item to the number in its place. */
  const addSums = (out: Float64Array, factor: number, items: typeof from, coefficients: Float64Array) => {
    const { order, weights } = items;
    const sums = new Float64Array(order.length);
    evaluate(items, coefficients, items, sums);
    for (let k = 0; k < sums.length; k++) out[order[k]!]! += factor * weights[k]! * sums[k]!;
  };
  // Both at once: one sweep less.
  const [values, slopes] = sumsAt([value, slope], 1, from, to);
  const sums = new Float64Array(to.keys.length);
  evaluate(to, values!, to, sums);
  return [
    sums,
    (grad, weights) => {
      const pulled = { ...to, weights };
      const [pushes] = sumsAt([slope], -1, pulled, from);
      addSums(grad, -beta, pulled, slopes!);
      addSums(grad, beta, from, pushes!);
    },
  ];
};
