import type { VectorSums } from '../core/faster';
import { powerToUnit } from '../core/power-of-two';
import { need } from '../errors';
import { matrix, transposed } from './matrix';
import { blockRows, type Products } from './products';

/** Distances of a block of vectors to those before are held at a time. */
export const correlation =
  (products: Products): VectorSums['distanceCorrelationLoss'] =>
  (x, gradX, y, gradY, d, e) => {
    const name = 'distanceCorrelationLoss';
    const n = x.length / d;
    const xs = makeVectors(products, x, n, d, gradX);
    const ys = makeVectors(products, y, n, e, gradY);
    let ab = 0;
    let aa = 0;
    let bb = 0;
    forPairs(products, [xs, ys], n, (i, j, at) => {
      const A = centered(xs, i, j, at);
      const B = centered(ys, i, j, at);
      // Each pair stands for (i, j) and (j, i).
      const times = i === j ? 1 : 2;
      ab += times * A * B;
      aa += times * A * A;
      bb += times * B * B;
    });
    need(aa, 'OUT_OF_RANGE', name, 'two different vectors in x');
    need(bb, 'OUT_OF_RANGE', name, 'two different vectors in y');
    // Never below 0 but by rounding.
    if (ab <= 0) return 0;
    const value = Math.sqrt(ab / Math.sqrt(aa) / Math.sqrt(bb));
    const setPull = ({ distances }: Vectors, at: number, slope: number) => {
      if (distances[at]) distances[at] = slope / distances[at]!;
    };
    const visit = (i: number, j: number, at: number) => {
      const A = centered(xs, i, j, at);
      const B = centered(ys, i, j, at);
      // Centering is a projection: d sum(A B) / d a_ij = B_ij.
      setPull(xs, at, value * (A / aa - B / ab));
      setPull(ys, at, value * (B / bb - A / ab));
    };
    forPairs(products, [xs, ys], n, visit, (from, to) => {
      for (const { v, grad, d: length, scale, distances } of [xs, ys]) {
        const rows = (all: Float64Array, start = 0) =>
          matrix(all.subarray(start * length, to * length), length);
        const pulls = matrix(distances.subarray(0, (to - from) * to), to);
        products.pull(rows(grad, from), pulls, rows(v), scale, rows(v, from));
        products.pull(rows(grad), transposed(pulls), rows(v, from), scale, rows(v));
      }
    });
    for (const { grad, scale } of [xs, ys]) for (let at = 0; at < grad.length; at++) grad[at]! *= scale;
    return value;
  };

/** Vectors one after the other, of d numbers, and the power of two with which squares of differences stay in the range of float64. */
interface Vectors {
  readonly v: Float64Array;
  readonly grad: Float64Array;
  readonly d: number;
  readonly scale: number;
  /** Scaled distances of a block of vectors to those up to its end, row after row. */
  readonly distances: Float64Array;
  /** The mean distance of each to all. */
  readonly means: Float64Array;
  /** The mean of these. */
  readonly grand: number;
}

function makeVectors(products: Products, v: Float64Array, n: number, d: number, grad: Float64Array): Vectors {
  const range = v.reduce((most, value, at) => Math.max(most, Math.abs(value - v[at % d]!)), 0);
  const means = new Float64Array(n);
  const distances = new Float64Array(Math.min(n, blockRows) * n);
  const vectors = { v, grad, d, scale: powerToUnit(range), distances, means, grand: 0 };
  forPairs(products, [vectors], n, (i, j, at) => {
    // That of a vector to itself is 0.
    means[i]! += distances[at]! / n;
    means[j]! += distances[at]! / n;
  });
  vectors.grand = means.reduce((sum, mean) => sum + mean / n, 0);
  return vectors;
}

/**
 * Visits the pairs j <= i, a block of rows i at a time.
 *
 * @param visit - gets also the place of the distance of the two vectors, in each of the sets
 * @param after - called after the block of rows `from` up to `to`
 */
function forPairs(
  products: Products,
  sets: readonly Vectors[],
  n: number,
  visit: (i: number, j: number, at: number) => void,
  after?: (from: number, to: number) => void,
): void {
  for (let from = 0; from < n; from += blockRows) {
    const to = Math.min(n, from + blockRows);
    for (const { v, d, scale, distances } of sets) {
      distances.fill(0);
      const block = matrix(distances.subarray(0, (to - from) * to), to);
      const columns = transposed(matrix(v.subarray(0, to * d), d));
      products.squares(block, matrix(v.subarray(from * d, to * d), d), columns, scale);
      for (let at = 0; at < block.v.length; at++) distances[at] = Math.sqrt(distances[at]!);
    }
    for (let i = from; i < to; i++) {
      const row = (i - from) * to;
      for (let j = 0; j <= i; j++) visit(i, j, row + j);
      for (const { distances } of sets) distances.fill(0, row + i + 1, row + to);
    }
    after?.(from, to);
  }
}

/** The distance of two vectors, less row mean and column mean, plus grand mean. */
function centered({ distances, means, grand }: Vectors, i: number, j: number, at: number): number {
  return distances[at]! - means[i]! - means[j]! + grand;
}
