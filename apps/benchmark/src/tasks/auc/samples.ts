/** Samples as one block of numbers, ready to become a tensor. */
export interface Samples {
  features: Float32Array;
  /** 1 for the positive class, 0 for the other. */
  labels: Float32Array;
  /** Of the features of one sample. */
  shape: readonly number[];
}

export interface Split {
  train: Samples;
  test: Samples;
}
