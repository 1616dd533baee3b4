import { addMoments, evaluate, type Grid } from '../../core/comparisons/grid';
import { type Kernel, sigmoidKernel, slopeKernel } from '../../core/comparisons/kernels';
import { gather } from '../../core/sort';
import type { CompareGroups, Observations } from './observations';

/** Blocks hold at most this many items (or one group): so few visit their pairs. */
export const leaf = 256;

/**
 * In blocks of groups: a walk back in time collects the items of the blocks passed, as moments of the grid's cells, and one
 * product with a small matrix turns these into the polynomials that give the sums at the events of the next block; a walk
 * forward collects the events, for the slopes. Then each block in itself.
 *
 * @param order - the items of these groups by rising score, from 0
 * @param grid - of these scores
 */
export function compareBlocks(
  { beta, scores, weights, events, starts, grad }: Observations,
  firstGroup: number,
  last: number,
  order: Uint32Array,
  grid: Grid,
  compare: CompareGroups,
): number {
  const from = starts[firstGroup]!;
  const first = new Uint32Array(order.length);
  for (let k = 0; k < order.length; k++) first[order[k]!] = grid.first[k]!;
  const blocks = [firstGroup];
  for (let g = firstGroup + 1; g < last; g++) {
    if (starts[g + 1]! - starts[blocks.at(-1)!]! > leaf) blocks.push(g);
  }
  blocks.push(last);
  const inBlocks = (isIn: (i: number) => unknown) =>
    blocks.slice(1).map((end, b) => {
      const begin = starts[blocks[b]!]!;
      const own = (values: Float64Array) => gather(values.subarray(begin, starts[end]), items);
      const points = first.subarray(begin - from, starts[end]! - from);
      const items = points.map((_, k) => k).filter((k) => isIn(begin + k));
      return {
        begin,
        items,
        keys: own(scores),
        first: items.map((k) => points[k]!),
        weights: own(weights),
      };
    });
  const all = inBlocks(() => true);
  const ofEvents = inBlocks((i) => events[i]);
  // Over the blocks forward or back: the sources of those passed are collected, the targets of the next get the sums.
  const walk = (
    step: 1 | -1,
    matrix: readonly Float64Array[],
    sources: typeof all,
    targets: typeof all,
    receive: (i: number, sum: number) => void,
  ) => {
    const moments = new Float64Array(grid.anchors.length);
    for (let b = step > 0 ? 0 : all.length - 1; all[b]; b += step) {
      const { begin, items, weights: w } = targets[b]!;
      const out = new Float64Array(items.length);
      evaluate(grid, product(matrix, moments), targets[b]!, out);
      for (let k = 0; k < out.length; k++) receive(begin + items[k]!, w[k]! * out[k]!);
      addMoments(grid, moments, sources[b]!);
    }
  };
  let value = 0;
  walk(-1, transfer(grid, sigmoidKernel, beta), all, ofEvents, (_, sum) => {
    value += sum;
  });
  const ofSlopes = transfer(grid, slopeKernel, beta);
  walk(-1, ofSlopes, all, ofEvents, (i, sum) => {
    grad[i]! -= beta * sum;
  });
  walk(1, ofSlopes, ofEvents, all, (i, sum) => {
    grad[i]! += beta * sum;
  });
  for (let b = 0; b + 1 < blocks.length; b++) value += compare(blocks[b]!, blocks[b + 1]!);
  return value;
}

/** Row j: the coefficients of the sums of f, of beta times the difference, at all points over sources whose moment j is 1 and the others 0. */
function transfer(grid: Grid, { f }: Kernel, beta: number): Float64Array[] {
  const { anchors, offsets } = grid;
  const values = anchors.map((anchor, j) =>
    Float64Array.from(anchors, (other, i) => f(beta * (anchor - other + (offsets[j]! - offsets[i]!)))),
  );
  return values.map((_, j) => {
    const unit = new Float64Array(values.length);
    unit[j] = 1;
    return grid.toCoefficients(product(values, grid.toWeights(unit)));
  });
}

/** The sum of rows, times a factor each: four rows at a time take fewer loads and stores, and add in the same order. */
function product(rows: readonly Float64Array[], factors: Float64Array): Float64Array {
  const sums = new Float64Array(factors.length);
  for (let j = 0; j < rows.length; j += 4) {
    const [a, b = a, c = a, d = a] = rows.slice(j, j + 4);
    const [p, q = 0, r = 0, s = 0] = factors.subarray(j, j + 4);
    if (!(p || q || r || s)) continue;
    for (let i = 0; i < sums.length; i++) {
      sums[i] = sums[i]! + p! * a![i]! + q * b![i]! + r * c![i]! + s * d![i]!;
    }
  }
  return sums;
}
