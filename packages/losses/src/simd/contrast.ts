import type { VectorSums } from '../core/faster';
import { matrix, transposed } from './matrix';
import { blockRows, type Products } from './products';

/** A block of rows of logits at a time. */
export const contrast =
  (products: Products): VectorSums['infoNceLoss'] =>
  (a, gradA, b, gradB, d, temperature, factor) => {
    const n = a.length / d;
    let total = 0;
    for (let from = 0; from < n; from += blockRows) {
      const rows = (all: Float64Array) => matrix(all.subarray(from * d, (from + blockRows) * d), d);
      const logits = matrix(new Float64Array(rows(a).rows * n), n);
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
        for (let j = 0; j < n; j++)
          row[j] = (factor / temperature) * (row[j]! / sum - Number(from + i === j));
      }
      products.multiply(rows(gradA), logits, matrix(b, d));
      products.multiply(matrix(gradB, d), transposed(logits), rows(a));
    }
    return factor * total;
  };
