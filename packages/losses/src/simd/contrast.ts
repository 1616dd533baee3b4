import type { VectorSums } from '../core/faster';
import { matrix, transposed } from './matrix';
import { blockRows, type Products } from './products';

/** A block of rows of logits at a time. */
export const contrast =
  (products: Products): VectorSums['infoNceLoss'] =>
  (a, gradA, b, gradB, d, temperature, factor) => {
    const n = a.length / d;
    // Used again by each block.
    const all = new Float64Array(Math.min(n, blockRows) * n);
    let total = 0;
    for (let from = 0; from < n; from += blockRows) {
      const rows = (set: Float64Array) => matrix(set.subarray(from * d, (from + blockRows) * d), d);
      const logits = matrix(all.subarray(0, rows(a).rows * n).fill(0), n);
      products.multiply(logits, rows(a), transposed(matrix(b, d)));
      for (let i = 0; i < logits.rows; i++) {
        const row = logits.v.subarray(i * n, (i + 1) * n);
        let top = -Infinity;
        for (let j = 0; j < n; j++) {
          row[j]! /= temperature;
          top = Math.max(top, row[j]!);
        }
        total += top - row[from + i]!;
        let sum = 0;
        for (let j = 0; j < n; j++) {
          row[j] = Math.exp(row[j]! - top);
          sum += row[j]!;
        }
        total += Math.log(sum);
        // From here on slopes.
        for (let j = 0; j < n; j++) row[j]! *= factor / temperature / sum;
        row[from + i]! -= factor / temperature;
      }
      products.multiply(rows(gradA), logits, matrix(b, d));
      products.multiply(matrix(gradB, d), transposed(logits), rows(a));
    }
    return factor * total;
  };
