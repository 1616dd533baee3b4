import { bernoulli, key, normal, uniform } from '@backdropjs/random';

/** What can be drawn, and between which numbers its histogram is shown. */
export const distributions = {
  uniform: { range: [0, 1], bins: 40 },
  normal: { range: [-4, 4], bins: 40 },
  bernoulli: { range: [-0.5, 1.5], bins: 2 },
} as const;

export type Distribution = keyof typeof distributions;

/** So many numbers of a seed; p is that of bernoulli. */
export function draw(name: Distribution, seed: number, count: number, p: number): ArrayLike<number> {
  if (name === 'bernoulli') return bernoulli(key(seed), p, count);
  return { uniform, normal }[name](key(seed), count);
}

/** How many of the numbers fall into each bin; those beyond the range into none. */
export function histogram(values: ArrayLike<number>, name: Distribution): number[] {
  const { range, bins } = distributions[name];
  const counts = new Array<number>(bins).fill(0);
  for (let i = 0; i < values.length; i++) {
    const bin = Math.floor((bins * (values[i]! - range[0])) / (range[1] - range[0]));
    if (bin >= 0 && bin < bins) counts[bin]!++;
  }
  return counts;
}
