import { readOptions } from '../check';
import { faster } from '../core/faster';
import { powerToUnit } from '../core/power-of-two';
import { need } from '../errors';
import { defineRowsLoss, type RowsLoss } from './rows';

/**
 * Distance correlation of two paired samples (V-statistic), in [0, 1] and 0 only for independent variables. With the
 * Euclidean distances a_ij = |x_i - x_j| and b_ij = |y_i - y_j|, both centered (less row mean and column mean, plus grand
 * mean) to A and B,
 *
 * $$
 * \ell = \sqrt{\frac{\overline{A B}}{\sqrt{\overline{A A}\;\overline{B B}}}}.
 * $$
 *
 * Takes n vectors x of length `dimension` and n vectors y of length `yDimension`. Distances are recomputed instead of
 * stored: O(n^2 d) time, O(n) memory; `useSimd` of `@backdropjs/losses/simd` makes it some six times as fast with more. Where two vectors are equal (nearer than 1e-154 of the range), their distance has
 * gradient 0; where the distances are uncorrelated, the value is 0, its least, with gradients 0. Takes no options.
 *
 * Source: Szekely, Rizzo and Bakirov, "Measuring and testing dependence by correlation of distances", Annals of
 * Statistics 2007, definition 5.
 *
 * @param options - none: an object without entries, or nothing.
 * @returns a loss: `valueAndGrad(x, y, { dimension, yDimension })` gives its value in [0, 1] and the gradients by x
 * and y in new arrays.
 * @throws LossInputError `OUT_OF_RANGE` when all x or all y are equal, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { distanceCorrelationLoss } from '@backdropjs/losses';
 * const { value } = distanceCorrelationLoss().valueAndGrad([1, 2, 5], [-2, -4, -10], { dimension: 1 });
 * if (Math.abs(value - 1) > 1e-15) throw new Error('a linear relation');
 * ```
 */
export function distanceCorrelationLoss(options?: Readonly<Record<string, never>>): RowsLoss {
  const name = 'distanceCorrelationLoss';
  readOptions(name, options, {});
  return defineRowsLoss(name, true, true, (x, y, gradX, gradY, n, _, d, e) => {
    const sum = faster[name];
    if (sum) return sum(x, gradX, y, gradY, d, e);
    const xs = makeVectors(x, n, d);
    const ys = makeVectors(y, n, e);
    let ab = 0;
    let aa = 0;
    let bb = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const A = distance(xs, i, j) - xs.means[i]! - xs.means[j]! + xs.grand;
        const B = distance(ys, i, j) - ys.means[i]! - ys.means[j]! + ys.grand;
        ab += A * B;
        aa += A * A;
        bb += B * B;
      }
    }
    need(aa, 'OUT_OF_RANGE', name, 'two different vectors in x');
    need(bb, 'OUT_OF_RANGE', name, 'two different vectors in y');
    // Never below 0 but by rounding.
    if (ab <= 0) return 0;
    const value = Math.sqrt(ab / Math.sqrt(aa) / Math.sqrt(bb));
    // Centering is a projection: d sum(A B) / d a_ij = B_ij. Each pair stands for (i, j) and (j, i).
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        const a = distance(xs, i, j);
        const b = distance(ys, i, j);
        const A = a - xs.means[i]! - xs.means[j]! + xs.grand;
        const B = b - ys.means[i]! - ys.means[j]! + ys.grand;
        pull(xs, gradX, i, j, a, value * (B / ab - A / aa));
        pull(ys, gradY, i, j, b, value * (A / ab - B / bb));
      }
    }
    return value;
  });
}

/** Vectors one after the other, of d numbers, and the power of two with which squares of differences stay in the range of float64. */
interface Vectors {
  readonly v: Float64Array;
  readonly d: number;
  readonly scale: number;
  /** The mean distance of each to all. */
  readonly means: Float64Array;
  /** The mean of these. */
  readonly grand: number;
}

function makeVectors(v: Float64Array, n: number, d: number): Vectors {
  const range = v.reduce((most, value, at) => Math.max(most, Math.abs(value - v[at % d]!)), 0);
  const scale = powerToUnit(range);
  const means = new Float64Array(n);
  const vectors = { v, d, scale, means, grand: 0 };
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) means[i]! += distance(vectors, i, j) / n;
  }
  vectors.grand = means.reduce((sum, mean) => sum + mean / n, 0);
  return vectors;
}

/** The distance of two vectors, scaled. */
function distance({ v, d, scale }: Vectors, i: number, j: number): number {
  let square = 0;
  for (let c = 0; c < d; c++) square += ((v[i * d + c]! - v[j * d + c]!) * scale) ** 2;
  return Math.sqrt(square);
}

/** Adds slope times the gradient of their distance to a gradient. */
function pull(
  { v, d, scale }: Vectors,
  grad: Float64Array,
  i: number,
  j: number,
  length: number,
  slope: number,
): void {
  for (let c = 0; c < d && length > 0; c++) {
    const step = ((slope * ((v[i * d + c]! - v[j * d + c]!) * scale)) / length) * scale;
    grad[i * d + c]! += step;
    grad[j * d + c]! -= step;
  }
}
