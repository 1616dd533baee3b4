import { type Check, oneOf } from '../check';

/** Gain of a relevance label y: 'linear' y, or 'exponential' 2^y - 1. */
export type Gain = 'linear' | 'exponential';

/** The option `gain` and its default. */
export const gainOption = (fallback: Gain): readonly [Gain, Check] => [
  fallback,
  oneOf('linear', 'exponential'),
];

/** Gains of the labels of a list, all times one power of two with which no sum of them leaves the range of float64. */
export function gainsOf(gain: Gain, labels: Float64Array): Float64Array {
  const shift = Math.floor(labels.reduce((most, label) => Math.max(most, label), 0));
  return labels.map((label) => (gain === 'linear' ? label * 2 ** -60 : 2 ** (label - shift) - 2 ** -shift));
}

/** Discounted gain of the best order, over the first k ranks: sum of g_(r) / log2(r + 1), r from 1. */
export function idealDcg(gains: Float64Array, k = Infinity): number {
  const sorted = gains.slice().sort();
  let sum = 0;
  // Gains of 0, the lowest, add nothing.
  for (let r = 1, at = sorted.length; at > 0 && r <= k && sorted[--at]!; r++) {
    sum += sorted[at]! / Math.log2(r + 1);
  }
  return sum;
}
