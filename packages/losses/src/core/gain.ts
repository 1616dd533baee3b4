import { type Check, oneOf } from './checks';

/** Gain of a relevance label y: 'linear' y, or 'exponential' 2^y - 1. */
export type Gain = 'linear' | 'exponential';

/** The option `gain` and its default. */
export const gainOption = (fallback: Gain): readonly [Gain, Check] => [
  fallback,
  oneOf('linear', 'exponential'),
];

export const gainOf = (gain: Gain, label: number): number => (gain === 'linear' ? label : 2 ** label - 1);

/** Discounted gain of the best order, over the first k ranks: sum of g_(r) / log2(r + 1), r from 1. */
export function idealDcg(labels: Float64Array, gain: Gain, k = Infinity): number {
  const sorted = labels.slice().sort().reverse();
  return sorted.reduce((sum, label, r) => (r < k ? sum + gainOf(gain, label) / Math.log2(r + 2) : sum), 0);
}
