import { gather, sort } from '../sort';
import { addMoments, evaluate, type Grid, makeGrid } from './grid';
import type { Kernel } from './kernels';
import { sweep } from './sweep';

/** Items by rising score: their positions, scores and weights. */
export type Side = readonly [order: Uint32Array, keys: Float64Array, weights: Float64Array];

/** All items, or those of one label; weights are divided by `total`. */
export function makeSide(
  scores: Float64Array,
  weights: Float64Array,
  labels?: Float64Array,
  label?: number,
  total = 1,
): Side {
  let count = 0;
  const positions = labels && new Uint32Array(labels.length);
  for (let i = 0; positions && i < positions.length; i++) if (labels[i] === label) positions[count++] = i;
  const [order, keys] = sort(scores, positions?.slice(0, count));
  return [order, keys, gather(weights, order, total)];
}

/**
 * S_i = sum_j a_j f(beta (s_j - t_i) + margin) for every target i, over all sources j of weights a_j: in the order of the
 * targets, and a function that adds the gradient of any F(S) with respect to all scores to an array, given dF / dS.
 *
 * @param kernels - f and its derivative
 */
export function comparisons(
  kernels: readonly [Kernel, Kernel],
  beta: number,
  margin: number,
  sources: Side,
  targets: Side,
): [sums: Float64Array, addGradient: (grad: Float64Array, pull: Float64Array) => void] {
  // What is not smooth needs every score.
  const gridOf = ([, keys]: Side) => makeGrid(keys, kernels[0][4] === undefined ? Infinity : beta);
  const sourceGrid = gridOf(sources);
  const targetGrid = sources === targets ? sourceGrid : gridOf(targets);
  const sumsAt = (
    wanted: readonly Kernel[],
    side: 1 | -1,
    from: Grid,
    keys: Float64Array,
    weights: Float64Array,
    to: Grid,
  ) => {
    const moments = new Float64Array(from.anchors.length);
    addMoments(from, moments, from.first, keys, weights);
    const values = sweep(wanted, beta, margin, side, from, from.weights(moments), to);
    return values.map((ofKernel) => to.coefficients(ofKernel));
  };
  const [sums, slopes] = sumsAt(kernels, 1, sourceGrid, sources[1], sources[2], targetGrid);
  const addSlopes = (
    grad: Float64Array,
    factors: Float64Array,
    factor: number,
    [order, keys]: Side,
    grid: Grid,
    coefficients: Float64Array,
  ) => {
    // In runs, so that waiting for random places in memory does not hold up the arithmetic.
    const run = new Float64Array(512);
    for (let from = 0; from < order.length; from += run.length) {
      const to = Math.min(from + run.length, order.length);
      evaluate(grid, coefficients, grid.first.subarray(from, to), keys.subarray(from, to), run);
      for (let k = from; k < to; k++) grad[order[k]!]! += factor * factors[k]! * run[k - from]!;
    }
  };
  const atTargets = new Float64Array(targets[0].length);
  evaluate(targetGrid, sums!, targetGrid.first, targets[1], atTargets);
  return [
    atTargets,
    (grad, pull) => {
      const [pushes] = sumsAt([kernels[1]], -1, targetGrid, targets[1], pull, sourceGrid);
      addSlopes(grad, pull, -beta, targets, targetGrid, slopes!);
      addSlopes(grad, sources[2], beta, sources, sourceGrid, pushes!);
    },
  ];
}
