import { comparisons, type Side } from '../core/comparisons/compare';
import { addMoments, evaluate, type Grid, makeGrid } from '../core/comparisons/grid';
import { type Kernel, sigmoidKernel, slopeKernel } from '../core/comparisons/kernels';
import { sigmoid } from '../core/sigmoid';
import { gather, sort } from '../core/sort';

/** Blocks of at most this many items visit their pairs. */
const leaf = 256;

/**
 * sum of w_i w_j sigmoid(beta (s_j - s_i)) over events i and items j of later groups; its gradient is added to `grad`. The
 * items stand in groups, whose first positions (and the end) `starts` holds; all of a group are events (1) or none (0).
 *
 * Where few points stand for all scores (see {@link makeGrid}), the groups are cut into blocks: a walk back in time
 * collects the items of the blocks passed, as moments of the cells, and one product with a small matrix turns these into
 * the polynomials that give the sums at the events of the next block; a walk forward collects the events, for the slopes.
 * Elsewhere divide and conquer: the events of the first half against all of the second.
 */
export function laterComparisons(
  beta: number,
  scores: Float64Array,
  weights: Float64Array,
  events: Float64Array,
  starts: Uint32Array,
  grad: Float64Array,
): number {
  const compare = (firstGroup: number, last: number): number => {
    const from = starts[firstGroup]!;
    const size = starts[last]! - from;
    if (last - firstGroup < 2) return 0;
    const visit = () => visitPairs(beta, scores, weights, events, starts, firstGroup, last, grad);
    if (size <= leaf) return visit();
    const [order, keys] = sort(scores.subarray(from, from + size));
    const grid = makeGrid(keys, beta);
    const { anchors } = grid;
    if (anchors.length > leaf) {
      const middle = (firstGroup + last) >> 1;
      const cut = starts[middle]! - from;
      const side = (isIn: (i: number) => unknown): Side => {
        const part = order.filter(isIn).map((i) => i + from);
        return [part, gather(scores, part), gather(weights, part)];
      };
      const targets = side((i) => i < cut && events[from + i]);
      const [sums, addGradient] = comparisons(
        [sigmoidKernel, slopeKernel],
        beta,
        0,
        side((i) => i >= cut),
        targets,
      );
      addGradient(grad, targets[2]);
      const across = sums.reduce((sum, value, k) => sum + targets[2][k]! * value, 0);
      return across + compare(firstGroup, middle) + compare(middle, last);
    }
    // Matrices between all points would cost more than so few pairs.
    if (size <= 8 * anchors.length) return visit();

    const first = new Uint32Array(size);
    for (let k = 0; k < size; k++) first[order[k]!] = grid.first[k]!;
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
          places: items.map((k) => points[k]!),
          scores: own(scores),
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
      const moments = new Float64Array(anchors.length);
      for (let b = step > 0 ? 0 : all.length - 1; all[b]; b += step) {
        const { begin, items, places, scores: own, weights: w } = targets[b]!;
        const out = new Float64Array(items.length);
        evaluate(grid, product(matrix, moments), places, own, out);
        for (let k = 0; k < out.length; k++) receive(begin + items[k]!, w[k]! * out[k]!);
        const passed = sources[b]!;
        addMoments(grid, moments, passed.places, passed.scores, passed.weights);
      }
    };
    let value = 0;
    walk(-1, transfer(grid, sigmoidKernel), all, ofEvents, (_, sum) => {
      value += sum;
    });
    const ofSlopes = transfer(grid, slopeKernel);
    walk(-1, ofSlopes, all, ofEvents, (i, sum) => {
      grad[i]! -= beta * sum;
    });
    walk(1, ofSlopes, ofEvents, all, (i, sum) => {
      grad[i]! += beta * sum;
    });
    for (let b = 0; b + 1 < blocks.length; b++) value += compare(blocks[b]!, blocks[b + 1]!);
    return value;
  };
  return compare(0, starts.length - 1);
}

/** Row j: the coefficients of the sums of f at all points over sources whose moment j is 1 and the others 0. */
function transfer(grid: Grid, [f]: Kernel): Float64Array[] {
  const { anchors, offsets, beta } = grid;
  const values = anchors.map((anchor, j) =>
    Float64Array.from(anchors, (other, i) => f(beta * (anchor - other + (offsets[j]! - offsets[i]!)))),
  );
  return values.map((_, j) => {
    const unit = new Float64Array(values.length);
    unit[j] = 1;
    return grid.coefficients(product(values, grid.weights(unit)));
  });
}

/** The sum of rows, times a factor each. */
function product(rows: readonly Float64Array[], factors: Float64Array): Float64Array {
  const sums = new Float64Array(factors.length);
  rows.forEach((row, j) => {
    const factor = factors[j]!;
    for (let i = 0; factor && i < sums.length; i++) sums[i]! += factor * row[i]!;
  });
  return sums;
}

/** The comparisons inside the groups from `first` up to `last`, pair by pair. */
function visitPairs(
  beta: number,
  scores: Float64Array,
  weights: Float64Array,
  events: Float64Array,
  starts: Uint32Array,
  first: number,
  last: number,
  grad: Float64Array,
): number {
  const from = starts[first]!;
  const s = scores.subarray(from, starts[last]!);
  const lowest = s.reduce((min, score) => Math.min(min, score));
  const highest = s.reduce((max, score) => Math.max(max, score));
  const center = lowest + (highest - lowest) / 2;
  // sigmoid(x_j - x_i) = e_j / (e_j + e_i) for e = e^{x - center}: no exponential a pair where none overflows. Differences
  // before products: a common shift of the scores costs no digits.
  const e = s.map((score) => Math.exp(beta * (score - center)));
  const isNarrow = beta * (highest - lowest) < 700;
  const w = weights.subarray(from);
  const slopes = grad.subarray(from);
  let value = 0;
  for (let g = first; g < last; g++) {
    if (events[starts[g]!] === 0) continue;
    const later = starts[g + 1]! - from;
    for (let k = starts[g]! - from; k < later; k++) {
      const [own, pull] = [e[k]!, beta * w[k]!];
      let sum = 0;
      let slopeSum = 0;
      for (let l = later; l < s.length; l++) {
        const part = 1 / (e[l]! + own);
        const above = isNarrow ? e[l]! * part : sigmoid(beta * (s[l]! - s[k]!));
        const below = isNarrow ? own * part : sigmoid(beta * (s[k]! - s[l]!));
        sum += w[l]! * above;
        const slope = w[l]! * above * below;
        slopeSum += slope;
        slopes[l]! += pull * slope;
      }
      value += w[k]! * sum;
      slopes[k]! -= pull * slopeSum;
    }
  }
  return value;
}
