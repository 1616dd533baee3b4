import type { VectorSums } from '../core/faster';
import { powerToUnit } from '../core/power-of-two';
import { matrix, transposed } from './matrix';
import { blockRows, type Products } from './products';

/** A block of rows of the matrix of kernels at a time. */
export const kernels =
  (products: Products): VectorSums['mmdLoss'] =>
  (x, gradA, y, gradB, factor, d, bandwidth) => {
    // A bandwidth near 1, so that squares stay in the range of float64, unless the largest differences would leave it.
    const largest = (most: number, value: number) => Math.max(most, Math.abs(value));
    const scale = Math.min(
      powerToUnit(bandwidth),
      2 ** 1000 * powerToUnit(x.reduce(largest, y.reduce(largest, 0))),
    );
    const width = bandwidth * scale;
    const isOne = x === y;
    const a = x.map((value) => value * scale);
    const b = isOne ? a : y.map((value) => value * scale);
    // Used again by each block.
    const all = new Float64Array(Math.min(a.length / d, blockRows) * (b.length / d));
    let total = 0;
    for (let from = 0; from * d < a.length; from += blockRows) {
      const end = (from + blockRows) * d;
      const rows = (set: Float64Array) => matrix(set.subarray(from * d, end), d);
      const others = (set: Float64Array) => matrix(isOne ? set.subarray(0, end) : set, d);
      const count = others(b).rows;
      const pulls = matrix(all.subarray(0, rows(a).rows * count).fill(0), count);
      products.squares(pulls, rows(a), transposed(others(b)), 1);
      for (let i = 0, at = 0; i < pulls.rows; i++) {
        for (let j = 0; j < count; j++, at++) {
          const k = isOne && j >= from + i ? 0 : factor * Math.exp(-pulls.v[at]! / width / width / 2);
          total += k;
          pulls.v[at] = k / width;
        }
      }
      products.pull(rows(gradA), pulls, others(b), scale / width, rows(a));
      products.pull(others(gradB), transposed(pulls), rows(a), scale / width, others(b));
    }
    return total;
  };
