/** A matrix in an array: number (i, c) stands at `i * down + c * across`. */
export interface Matrix {
  readonly v: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly down: number;
  readonly across: number;
}

/** All numbers of an array, row after row. */
export const matrix = (v: Float64Array, columns: number): Matrix => ({
  v,
  rows: v.length / columns,
  columns,
  down: columns,
  across: 1,
});

/** The same numbers, read across. */
export const transposed = ({ v, rows, columns, down, across }: Matrix): Matrix => ({
  v,
  rows: columns,
  columns: rows,
  down: across,
  across: down,
});
