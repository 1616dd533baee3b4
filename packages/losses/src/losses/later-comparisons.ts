import { softComparisons } from '../core/kernel/soft-comparisons';
import { sigmoid } from '../core/sigmoid';
import { type Sorted, sort } from '../core/sort';

/** Ranges of at most this many items visit their pairs. */
const leaf = 256;

/** Items in order, in groups: the events (1) of a group are compared with every item of the groups after it. */
export interface LaterProblem {
  readonly beta: number;
  readonly scores: Float64Array;
  readonly weights: Float64Array;
  /** 1 or 0, the same for all items of a group. */
  readonly events: Float64Array;
  /** Where each group starts, and the end. */
  readonly starts: Uint32Array;
}

/**
 * sum of w_i w_j sigmoid(beta (s_j - s_i)) over events i and items j of later groups; 1 / beta times its gradient is
 * added to `grad`. Divide and conquer: the events of the first half of the groups against all of the second half, whose
 * sums {@link softComparisons} takes from lists sorted by score, which merge on the way back.
 */
export function laterComparisons(problem: LaterProblem, grad: Float64Array): number {
  const { starts } = problem;
  const leaves = cutLeaves(starts);
  // Inside each range done, its items by rising score.
  const done = sortLeaves(problem.scores, starts, leaves);
  const scratch = { order: new Uint32Array(done.order.length), keys: new Float64Array(done.order.length) };
  const conquer = (first: number, last: number): number => {
    if (last - first === 1) return visitPairs(problem, leaves[first]!, leaves[last]!, grad);
    const middle = (first + last) >> 1;
    const from = starts[leaves[first]!]!;
    const cut = starts[leaves[middle]!]!;
    const to = starts[leaves[last]!]!;
    const value = conquer(first, middle) + conquer(middle, last);
    const across = compareRanges(problem, part(done, from, cut), part(done, cut, to), grad);
    merge(done, scratch, from, cut, to);
    return value + across;
  };
  return conquer(0, leaves.length - 1);
}

function part({ order, keys }: Sorted, from: number, to: number): Sorted {
  return { order: order.subarray(from, to), keys: keys.subarray(from, to) };
}

/** Cuts the groups into runs of at most `leaf` items (or of one group): the first group of each run, and the end. */
function cutLeaves(starts: Uint32Array): number[] {
  const leaves = [0];
  for (let g = 1; g < starts.length; g++) {
    if (starts[g]! - starts[leaves[leaves.length - 1]!]! > leaf && g - 1 > leaves[leaves.length - 1]!)
      leaves.push(g - 1);
  }
  leaves.push(starts.length - 1);
  return leaves;
}

/** All items, those of each leaf together and by rising score. */
function sortLeaves(scores: Float64Array, starts: Uint32Array, leaves: readonly number[]): Sorted {
  const leafOf = new Uint32Array(scores.length);
  for (let k = 0; k + 1 < leaves.length; k++) leafOf.fill(k, starts[leaves[k]!]!, starts[leaves[k + 1]!]!);
  const next = Uint32Array.from(leaves, (group) => starts[group]!);
  const order = new Uint32Array(scores.length);
  for (const i of sort(scores).order) order[next[leafOf[i]!]!++] = i;
  return { order, keys: pick(scores, order) };
}

/** The comparisons of the events of one range with all of a later one, both by rising score. */
function compareRanges(problem: LaterProblem, range: Sorted, later: Sorted, grad: Float64Array): number {
  const { beta, weights } = problem;
  const events = observed(problem.events, range);
  const count = events.order.length;
  if (count === 0) return 0;
  const eventWeights = pick(weights, events.order);
  const laterWeights = pick(weights, later.order);
  const sums = new Float64Array(count);
  const slopes = new Float64Array(count);
  softComparisons({
    beta,
    sources: later.keys,
    weights: laterWeights,
    targets: events.keys,
    sums: [
      { kernel: 1, out: sums },
      { kernel: 2, out: slopes },
    ],
  });
  const laterSlopes = new Float64Array(later.order.length);
  softComparisons({
    beta,
    sources: events.keys,
    weights: eventWeights,
    targets: later.keys,
    sums: [{ kernel: 2, out: laterSlopes }],
  });
  let value = 0;
  for (let k = 0; k < count; k++) {
    value += eventWeights[k]! * sums[k]!;
    grad[events.order[k]!]! -= eventWeights[k]! * slopes[k]!;
  }
  for (let k = 0; k < laterSlopes.length; k++) grad[later.order[k]!]! += laterWeights[k]! * laterSlopes[k]!;
  return value;
}

function observed(events: Float64Array, range: Sorted): Sorted {
  const order = new Uint32Array(range.order.length);
  const keys = new Float64Array(range.order.length);
  let count = 0;
  for (let k = 0; k < order.length; k++) {
    order[count] = range.order[k]!;
    keys[count] = range.keys[k]!;
    count += events[order[count]!]!;
  }
  return part({ order, keys }, 0, count);
}

function pick(values: Float64Array, at: Uint32Array): Float64Array {
  const out = new Float64Array(at.length);
  for (let k = 0; k < at.length; k++) out[k] = values[at[k]!]!;
  return out;
}

/** The comparisons inside the groups from `first` up to `last`, pair by pair. */
function visitPairs(
  { beta, scores, weights, events, starts }: LaterProblem,
  first: number,
  last: number,
  grad: Float64Array,
) {
  const from = starts[first]!;
  const end = starts[last]!;
  if (last - first === 1) return 0;
  const x = scores.slice(from, end).map((score) => beta * score);
  const lowest = x.reduce((min, value) => Math.min(min, value));
  const highest = x.reduce((max, value) => Math.max(max, value));
  const center = lowest + (highest - lowest) / 2;
  // sigmoid(x_j - x_i) = e_j / (e_j + e_i) for e = e^{x - center}: no exponential a pair where none overflows.
  const e = x.map((value) => Math.exp(value - center));
  const isNarrow = highest - lowest < 700;
  const w = weights.subarray(from, end);
  const slopes = grad.subarray(from, end);
  let value = 0;
  for (let g = first; g < last; g++) {
    if (events[starts[g]!] === 0) continue;
    const later = starts[g + 1]! - from;
    for (let k = starts[g]! - from; k < later; k++) {
      let sum = 0;
      let slopeSum = 0;
      for (let l = later; l < x.length; l++) {
        const part = 1 / (e[l]! + e[k]!);
        const above = isNarrow ? e[l]! * part : sigmoid(x[l]! - x[k]!);
        const below = isNarrow ? e[k]! * part : sigmoid(x[k]! - x[l]!);
        sum += w[l]! * above;
        const slope = w[l]! * above * below;
        slopeSum += slope;
        slopes[l]! += w[k]! * slope;
      }
      value += w[k]! * sum;
      slopes[k]! -= w[k]! * slopeSum;
    }
  }
  return value;
}

/** Merges two neighboring ranges, each by rising score. */
function merge({ order, keys }: Sorted, scratch: Sorted, from: number, cut: number, to: number): void {
  scratch.order.set(order.subarray(from, cut), from);
  scratch.keys.set(keys.subarray(from, cut), from);
  let left = from;
  let right = cut;
  for (let k = from; left < cut; k++) {
    const fromRight = right < to && keys[right]! < scratch.keys[left]!;
    order[k] = fromRight ? order[right]! : scratch.order[left]!;
    keys[k] = fromRight ? keys[right++]! : scratch.keys[left++]!;
  }
}
