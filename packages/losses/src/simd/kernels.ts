import type { VectorSums } from '../core/faster';
import { powerToUnit } from '../core/power-of-two';
import { matrix, transposed } from './matrix';
import { blockRows, type Products } from './products';

/** A block of rows of the matrix of kernels at a time. */
export const kernels =
  (products: Products): VectorSums['mmdLoss'] =>
  (x, gradA, y, gradB, factor, d, bandwidth) => {
    // A bandwidth near 1, so that squares stay in the range of float64, unless differences would leave it: then those weigh 0.
    const largest = (most: number, value: number) => Math.max(most, Math.abs(value));
    const scale = Math.min(
      powerToUnit(bandwidth),
      2 ** 1022 * powerToUnit(x.reduce(largest, y.reduce(largest, 0))),
    );
    const width = bandwidth * scale;
    // Squares of differences have a scale of their own, where that of the largest is small.
    const unit = powerToUnit(width);
    const near = width * unit;
    const isOne = x === y;
    const a = x.map((value) => value * scale);
    const b = isOne ? a : y.map((value) => value * scale);
    // A bandwidth times the gradients: each weight meets a difference that is finite.
    const pullsA = new Float64Array(a.length);
    const pullsB = isOne ? pullsA : new Float64Array(b.length);
    // Used again by each block.
    const all = new Float64Array(Math.min(a.length / d, blockRows) * (b.length / d));
    let total = 0;
    for (let from = 0; from * d < a.length; from += blockRows) {
      const end = (from + blockRows) * d;
      const rows = (set: Float64Array) => matrix(set.subarray(from * d, end), d);
      const others = (set: Float64Array) => matrix(isOne ? set.subarray(0, end) : set, d);
      const count = others(b).rows;
      const pulls = matrix(all.subarray(0, rows(a).rows * count).fill(0), count);
      products.squares(pulls, rows(a), transposed(others(b)), unit);
      for (let i = 0, at = 0; i < pulls.rows; i++) {
        for (let j = 0; j < count; j++, at++) {
          const k = isOne && j >= from + i ? 0 : factor * Math.exp(-pulls.v[at]! / near / near / 2);
          total += k;
          pulls.v[at] = k / width;
        }
      }
      products.pull(rows(pullsA), pulls, others(b), 1, rows(a));
      products.pull(others(pullsB), transposed(pulls), rows(a), 1, others(b));
    }
    for (let at = 0; at < a.length; at++) gradA[at]! += pullsA[at]! / bandwidth;
    for (let at = 0; at < b.length && !isOne; at++) gradB[at]! += pullsB[at]! / bandwidth;
    return total;
  };
