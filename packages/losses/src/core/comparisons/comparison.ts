import type { Comparison } from './kernels';
import type { Side } from './side';

/** S_i for every target in their order, and what adds the gradient of any F(S) with respect to all scores, given dF / dS. */
export type Comparisons = readonly [
  sums: Float64Array,
  addGradient: (grad: Float64Array, pull: Float64Array) => void,
];

export type Compare = (
  comparison: Comparison,
  beta: number,
  margin: number,
  sources: Side,
  targets: Side,
) => Comparisons;
