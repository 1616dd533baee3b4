import { sigmoid } from '../../core/sigmoid';
import type { Observations } from './observations';

/** Pair by pair. */
export function comparePairs(
  { beta, scores, weights, events, starts, grad }: Observations,
  first: number,
  last: number,
): number {
  const from = starts[first]!;
  const s = scores.subarray(from, starts[last]!);
  const lowest = s.reduce((min, score) => Math.min(min, score));
  const highest = s.reduce((max, score) => Math.max(max, score));
  const center = lowest + (highest - lowest) / 2;
  // sigmoid(x_j - x_i) = e_j / (e_j + e_i) for e = e^{x - center}: no exponential a pair where none overflows. Differences
  // before products: a common shift of the scores costs no digits.
  const e = s.map((score) => Math.exp(beta * (score - center)));
  const isNarrow = beta * (highest - lowest) < 700;
  const w = weights.subarray(from);
  const slopes = grad.subarray(from);
  let value = 0;
  for (let g = first; g < last; g++) {
    if (events[starts[g]!] === 0) continue;
    const later = starts[g + 1]! - from;
    for (let k = starts[g]! - from; k < later; k++) {
      const [own, pull] = [e[k]!, beta * w[k]!];
      let sum = 0;
      let slopeSum = 0;
      for (let l = later; l < s.length; l++) {
        const part = 1 / (e[l]! + own);
        const above = isNarrow ? e[l]! * part : sigmoid(beta * (s[l]! - s[k]!));
        const below = isNarrow ? own * part : sigmoid(beta * (s[k]! - s[l]!));
        sum += w[l]! * above;
        const slope = w[l]! * above * below;
        slopeSum += slope;
        slopes[l]! += pull * slope;
      }
      value += w[k]! * sum;
      slopes[k]! -= pull * slopeSum;
    }
  }
  return value;
}
