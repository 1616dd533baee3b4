import { sigmoid } from '../core/sigmoid';
import { softComparisons } from '../core/soft-comparisons';
import { sort } from '../core/sort';

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
  const { scores, starts } = problem;
  const leaves = cutLeaves(starts);
  // Inside each range done, its items by rising score.
  const items = sortLeaves(scores, starts, leaves);
  const scratch = new Uint32Array(items.length);
  const conquer = (first: number, last: number): number => {
    if (last - first === 1) return visitPairs(problem, leaves[first]!, leaves[last]!, grad);
    const middle = (first + last) >> 1;
    const from = starts[leaves[first]!]!;
    const cut = starts[leaves[middle]!]!;
    const to = starts[leaves[last]!]!;
    const value = conquer(first, middle) + conquer(middle, last);
    const across = compareRanges(problem, items.subarray(from, cut), items.subarray(cut, to), grad);
    merge(scores, items, scratch, from, cut, to);
    return value + across;
  };
  return conquer(0, leaves.length - 1);
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
function sortLeaves(scores: Float64Array, starts: Uint32Array, leaves: readonly number[]): Uint32Array {
  const leafOf = new Uint32Array(scores.length);
  for (let k = 0; k + 1 < leaves.length; k++) leafOf.fill(k, starts[leaves[k]!]!, starts[leaves[k + 1]!]!);
  const next = Uint32Array.from(leaves, (group) => starts[group]!);
  const items = new Uint32Array(scores.length);
  for (const i of sort(scores).order) items[next[leafOf[i]!]!++] = i;
  return items;
}

/** The comparisons of the events of one range with all of a later one, both by rising score. */
function compareRanges(
  problem: LaterProblem,
  range: Uint32Array,
  later: Uint32Array,
  grad: Float64Array,
): number {
  const { beta } = problem;
  const events = observed(problem.events, range);
  if (events.length === 0) return 0;
  const eventScores = pick(problem.scores, events);
  const eventWeights = pick(problem.weights, events);
  const laterScores = pick(problem.scores, later);
  const laterWeights = pick(problem.weights, later);
  const sums = new Float64Array(events.length);
  const slopes = new Float64Array(events.length);
  softComparisons({
    beta,
    sources: laterScores,
    weights: laterWeights,
    targets: eventScores,
    sums: [
      { kernel: 1, out: sums },
      { kernel: 2, out: slopes },
    ],
  });
  const laterSlopes = new Float64Array(later.length);
  softComparisons({
    beta,
    sources: eventScores,
    weights: eventWeights,
    targets: laterScores,
    sums: [{ kernel: 2, out: laterSlopes }],
  });
  let value = 0;
  for (let k = 0; k < events.length; k++) {
    value += eventWeights[k]! * sums[k]!;
    grad[events[k]!]! -= eventWeights[k]! * slopes[k]!;
  }
  for (let k = 0; k < later.length; k++) grad[later[k]!]! += laterWeights[k]! * laterSlopes[k]!;
  return value;
}

function observed(events: Float64Array, range: Uint32Array): Uint32Array {
  const out = new Uint32Array(range.length);
  let count = 0;
  for (let k = 0; k < range.length; k++) if (events[range[k]!] === 1) out[count++] = range[k]!;
  return out.subarray(0, count);
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
function merge(
  scores: Float64Array,
  items: Uint32Array,
  scratch: Uint32Array,
  from: number,
  cut: number,
  to: number,
): void {
  scratch.set(items.subarray(from, cut), from);
  let left = from;
  let right = cut;
  for (let k = from; left < cut; k++) {
    items[k] =
      right < to && scores[items[right]!]! < scores[scratch[left]!]! ? items[right++]! : scratch[left++]!;
  }
}
