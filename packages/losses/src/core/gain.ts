import { requireOneOf } from './options';

/** Gain of a relevance label y: 'linear' y, or 'exponential' 2^y - 1. */
export type Gain = 'linear' | 'exponential';

export function gainOf(fn: string, gain: Gain): (label: number) => number {
  requireOneOf(fn, 'gain', gain, ['linear', 'exponential']);
  return gain === 'linear' ? (label) => label : (label) => 2 ** label - 1;
}

/** Discounted gain of the best order, over the first k ranks: sum of g_(r) / log2(r + 1), r from 1. */
export function idealDcg(labels: Float64Array, gains: (label: number) => number, k: number): number {
  const sorted = labels.slice().sort().reverse();
  return sorted.reduce((sum, label, r) => (r < k ? sum + gains(label) / Math.log2(r + 2) : sum), 0);
}
