/** The lower triangle of a symmetric matrix, row by row: entry (i, j) with j <= i stands at i (i + 1) / 2 + j. */
export type Triangle = Float64Array;

const at = (i: number, j: number) => (i * (i + 1)) / 2 + j;

/**
 * Overwrites the lower triangle of a positive definite matrix K with the L of K = L L^T; returns the first row at which the
 * matrix is not positive definite to rounding, or the size.
 */
export function factor(matrix: Triangle, size: number): number {
  for (let i = 0; i < size; i++) {
    const row = at(i, 0);
    const diagonal = matrix[row + i]!;
    for (let j = 0; j <= i; j++) {
      const other = at(j, 0);
      let sum = matrix[row + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[row + k]! * matrix[other + k]!;
      if (j < i) {
        matrix[row + j] = sum / matrix[other + j]!;
      } else {
        // What is left of the variance after i data; rounding makes about this much of nothing.
        if (!(sum > 4e-16 * (i + 1) * diagonal)) return i;
        matrix[row + i] = Math.sqrt(sum);
      }
    }
  }
  return size;
}

/** Overwrites b with L^-1 b. */
export function solveLower(lower: Triangle, b: Float64Array): void {
  for (let i = 0; i < b.length; i++) {
    const row = at(i, 0);
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= lower[row + k]! * b[k]!;
    b[i] = sum / lower[row + i]!;
  }
}

/** Overwrites b with (L L^T)^-1 b. */
export function solve(lower: Triangle, b: Float64Array): void {
  solveLower(lower, b);
  for (let i = b.length - 1; i >= 0; i--) {
    const row = at(i, 0);
    const value = b[i]! / lower[row + i]!;
    b[i] = value;
    for (let k = 0; k < i; k++) b[k]! -= lower[row + k]! * value;
  }
}
