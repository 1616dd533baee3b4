import { comparisons, type Side } from '../core/kernel/comparisons';
import { addMoments, evaluate, makeGrid } from '../core/kernel/grid';
import { type Kernel, sigmoidKernel, slopeKernel } from '../core/kernel/kernels';
import { sigmoid } from '../core/sigmoid';
import { gather, sort } from '../core/sort';

/** Blocks of at most this many items visit their pairs. */
const leaf = 256;

/**
 * sum of w_i w_j sigmoid(beta (s_j - s_i)) over events i and items j of later groups; its gradient is added to `grad`. The items stand in groups, whose first positions (and the end) `starts` holds; all of a group are
 * events (1) or none (0).
 *
 * Where few points stand for all scores (see {@link makeGrid}), the groups are cut into blocks: a walk back in time
 * collects the items of the blocks passed, as weights of the points, and their sums at the events of the next block are a
 * small matrix product away; a walk forward collects the events, for the slopes. Elsewhere divide and conquer: the events
 * of the first half against all of the second.
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
    if (size <= leaf) return visitPairs(beta, scores, weights, events, starts, firstGroup, last, grad);
    const [order, keys] = sort(scores.subarray(from, from + size));
    const grid = makeGrid(keys, beta);
    const { anchors, offsets } = grid;
    const points = anchors.length;
    if (points > leaf) {
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

    const first = new Uint32Array(size);
    for (let k = 0; k < size; k++) first[order[k]!] = grid.first[k]!;
    const blocks = [firstGroup];
    for (let g = firstGroup + 1; g < last; g++) {
      if (starts[g + 1]! - starts[blocks.at(-1)!]! > leaf) blocks.push(g);
    }
    blocks.push(last);
    // Over the blocks forward or back: `sources` weighs the items that are collected, `receive` gets the sums.
    const walk = (
      step: 1 | -1,
      kernel: Kernel,
      sources: Float64Array,
      receive: (i: number, sum: number) => void,
    ) => {
      const table = anchors.map((anchor, i) =>
        Float64Array.from(anchors, (other, j) =>
          kernel[0](beta * (other - anchor + (offsets[j]! - offsets[i]!))),
        ),
      );
      const moments = new Float64Array(points);
      for (let b = step > 0 ? 0 : blocks.length - 2; b >= 0 && b + 1 < blocks.length; b += step) {
        const [begin, end] = [starts[blocks[b]!]!, starts[blocks[b + 1]!]!];
        const places = first.subarray(begin - from, end - from);
        const own = scores.subarray(begin, end);
        const collected = grid.weights(moments);
        const sums = moments.map((_, i) => dot(table[i]!, collected));
        const out = new Float64Array(end - begin);
        evaluate(grid, grid.coefficients(sums), places, own, out);
        for (let i = begin; i < end; i++) receive(i, weights[i]! * out[i - begin]!);
        addMoments(grid, moments, places, own, sources.subarray(begin, end));
      }
    };
    let value = 0;
    walk(-1, sigmoidKernel, weights, (i, sum) => {
      value += events[i]! * sum;
    });
    walk(-1, slopeKernel, weights, (i, slope) => {
      grad[i]! -= beta * events[i]! * slope;
    });
    const eventWeights = weights.map((weight, i) => weight * events[i]!);
    walk(1, slopeKernel, eventWeights, (i, slope) => {
      grad[i]! += beta * slope;
    });
    for (let b = 0; b + 1 < blocks.length; b++) value += compare(blocks[b]!, blocks[b + 1]!);
    return value;
  };
  return compare(0, starts.length - 1);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
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
      let sum = 0;
      let slopeSum = 0;
      for (let l = later; l < s.length; l++) {
        const part = 1 / (e[l]! + e[k]!);
        const above = isNarrow ? e[l]! * part : sigmoid(beta * (s[l]! - s[k]!));
        const below = isNarrow ? e[k]! * part : sigmoid(beta * (s[k]! - s[l]!));
        sum += w[l]! * above;
        const slope = w[l]! * above * below;
        slopeSum += slope;
        slopes[l]! += beta * w[k]! * slope;
      }
      value += w[k]! * sum;
      slopes[k]! -= beta * w[k]! * slopeSum;
    }
  }
  return value;
}
