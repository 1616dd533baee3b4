import type { MaskFunction } from '@backdropjs/operator';

export interface Table {
  rows: Float32Array[];
  labels: Float32Array;
}

/** Weights of a linear scorer: drawn, or trained on the ROC AUC loss for some steps. */
export function scorer(table: Table, steps: number): Float64Array;

/** Sum over the weights of the variance of the masked gradient, and the largest of their biases in standard errors. */
export function spread(
  mask: MaskFunction,
  table: Table,
  weights: Float64Array,
  draws: number,
): { variance: number; bias: number };
