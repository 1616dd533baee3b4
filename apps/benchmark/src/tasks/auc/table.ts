/** Rows of numbers with a binary label. */
export interface Table {
  rows: readonly (readonly number[])[];
  /** 1 for the positive class, 0 for the other. */
  labels: readonly number[];
}

/** Rows as one block of numbers, ready to become a tensor. */
export interface Samples {
  features: Float32Array;
  labels: Float32Array;
  /** Features of one row. */
  width: number;
}
