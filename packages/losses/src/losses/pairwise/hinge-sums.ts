import { type PairSum, type Side, sortSide, writeSlopes } from './batch';

/**
 * phi(d) = max(0, margin - d)^power, power 1 or 2, by sorting and scanning: O(n log n).
 *
 * After Rust and Hocking, "A log-linear gradient descent algorithm for unbalanced binary classification using the all
 * pairs squared hinge loss", arXiv:2302.11062.
 */
export function hingeSums(power: 1 | 2, margin: number): PairSum {
  return (batch, grad) => {
    const positives = sortSide(batch, 1);
    const negatives = sortSide(batch, 0);
    const scale = batch.positive * batch.negative;
    // Which side of the kink a pair lies on is decided as visiting every pair would.
    const counts = (i: number, j: number) => positives.keys[i]! - negatives.keys[j]! < margin;
    const value = scan(
      power,
      { targets: positives, sources: negatives, offset: margin, direction: -1, counts },
      grad,
    );
    const back = (j: number, i: number) => counts(i, j);
    scan(
      power,
      { targets: negatives, sources: positives, offset: -margin, direction: 1, counts: back },
      grad,
    );
    for (let i = 0; i < grad.length; i++) grad[i]! /= scale;
    return value / scale;
  };
}

interface Scan {
  readonly targets: Side;
  readonly sources: Side;
  /** Added to the sources' scores. */
  readonly offset: number;
  /** 1 to go upwards, -1 to go downwards. */
  readonly direction: 1 | -1;
  /** Whether target i and source j are on the sloping side of the hinge. */
  counts(i: number, j: number): boolean;
}

/**
 * Visits the targets t_i in one direction and keeps of the sources u_j passed their weight and their first and second
 * moment about the score at hand. Returns sum_i w_i sum_j w_j |u_j - t_i|^power over the sources passed, and writes its
 * derivative with respect to the targets to the gradient.
 */
function scan(
  power: 1 | 2,
  { targets, sources, offset, direction, counts }: Scan,
  grad: Float64Array,
): number {
  const slopes = new Float64Array(targets.keys.length);
  let total = 0;
  let mass = 0;
  let first = 0;
  let second = 0;
  // The score at hand and what is added to it: differences of scores keep digits that sums with the margin would not.
  let center = 0;
  let added = 0;
  const move = (to: number, plus: number) => {
    const step = mass > 0 ? Math.abs(to - center + (plus - added)) : 0;
    second += step * (2 * first + step * mass);
    first += step * mass;
    center = to;
    added = plus;
  };
  const start = (length: number) => (direction < 0 ? length - 1 : 0);
  let j = start(sources.keys.length);
  for (let i = start(slopes.length); i >= 0 && i < slopes.length; i += direction) {
    for (; j >= 0 && j < sources.keys.length && counts(i, j); j += direction) {
      move(sources.keys[j]!, offset);
      mass += sources.weights[j]!;
    }
    move(targets.keys[i]!, 0);
    total += targets.weights[i]! * (power === 1 ? first : second);
    slopes[i] = direction * (power === 1 ? mass : 2 * first);
  }
  writeSlopes(grad, targets, slopes, 1);
  return total;
}
