import type { Matrix } from './matrix';

/**
 * What losses of two sets of vectors spend their time on. Each adds to `out`, which lies row after row, the terms of all k, one
 * after the other.
 */
export interface Products {
  /** out_ic += sum_k a_ik b_kc. */
  multiply(out: Matrix, a: Matrix, b: Matrix): void;
  /** out_ic += sum_k ((a_ik - b_kc) scale)^2: squared distances of rows of a and columns of b. */
  squares(out: Matrix, a: Matrix, b: Matrix, scale: number): void;
  /** out_ic += sum_k a_ik ((b_kc - from_ic) scale): pulls rows of `from`, by weights a, towards rows of b. */
  pull(out: Matrix, a: Matrix, b: Matrix, scale: number, from: Matrix): void;
}

/** Rows of a matrix of pairs that are held at a time. */
export const blockRows = 128;
