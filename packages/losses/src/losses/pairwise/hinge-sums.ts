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
    // Scores relative to one of them, and the margin added to the negatives: what is left is max(0, u_j - t_i)^power.
    const reference = positives.keys[0]!;
    const t = positives.keys.map((s) => s - reference);
    const u = negatives.keys.map((s) => s - reference + margin);
    // On which side of the kink a pair lies is decided on the scores themselves, as visiting every pair would.
    const counts = (i: number, j: number) => positives.keys[i]! - negatives.keys[j]! < margin;
    const above = {
      targets: t,
      targetSide: positives,
      sources: u,
      sourceSide: negatives,
      direction: -1,
      counts,
    };
    const below = { targets: u, targetSide: negatives, sources: t, sourceSide: positives, direction: 1 };
    const value = scan(power, above, -1 / scale, grad);
    scan(power, { ...below, counts: (j, i) => counts(i, j) }, 1 / scale, grad);
    return value / scale;
  };
}

interface Scan {
  readonly targets: Float64Array;
  readonly targetSide: Side;
  readonly sources: Float64Array;
  readonly sourceSide: Side;
  /** 1 to go upwards, -1 to go downwards. */
  readonly direction: number;
  /** Whether target i and source j are on the sloping side of the hinge. */
  counts(i: number, j: number): boolean;
}

/**
 * Visits the targets in one direction and keeps of the sources passed their weight and their first and second moment
 * about the target at hand. Returns sum_i w_i sum_j w_j |u_j - t_i|^power over the sources j passed, and writes its
 * derivative with respect to the targets, times `factor`, to the gradient.
 */
function scan(
  power: 1 | 2,
  { targets, targetSide, sources, sourceSide, direction, counts }: Scan,
  factor: number,
  grad: Float64Array,
) {
  const slopes = new Float64Array(targets.length);
  let total = 0;
  let mass = 0;
  let first = 0;
  let second = 0;
  let center = 0;
  const move = (to: number) => {
    const step = Math.abs(to - center);
    second += step * (2 * first + step * mass);
    first += step * mass;
    center = to;
  };
  const start = (length: number) => (direction < 0 ? length - 1 : 0);
  let j = start(sources.length);
  for (let i = start(targets.length); i >= 0 && i < targets.length; i += direction) {
    for (; j >= 0 && j < sources.length && counts(i, j); j += direction) {
      move(sources[j]!);
      mass += sourceSide.weights[j]!;
    }
    move(targets[i]!);
    total += targetSide.weights[i]! * (power === 1 ? first : second);
    slopes[i] = power === 1 ? mass : 2 * first;
  }
  writeSlopes(grad, targetSide, slopes, factor);
  return total;
}
