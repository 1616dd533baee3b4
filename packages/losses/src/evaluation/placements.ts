import { sort } from '../core/sort';

/**
 * For each positive the share of negatives below it, for each negative the share of positives above it, ties counting one half
 * (DeLong's structural components): the mean of either is the AUC. O(n log n).
 */
export function placements(scores: Float64Array, labels: Float64Array): Float64Array {
  const [order, keys] = sort(scores);
  const n = keys.length;
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const out = new Float64Array(n);
  let below = [0, 0];
  for (let from = 0; from < n; ) {
    let to = from;
    const tied = [0, 0];
    for (; to < n && keys[to] === keys[from]; to++) tied[labels[order[to]!]!]!++;
    for (let k = from; k < to; k++) {
      out[order[k]!] = labels[order[k]!]
        ? (below[0]! + tied[0]! / 2) / (n - positives)
        : 1 - (below[1]! + tied[1]! / 2) / positives;
    }
    below = [below[0]! + tied[0]!, below[1]! + tied[1]!];
    from = to;
  }
  return out;
}

/** The AUC as the mean of what positives have, and its variance by DeLong: sample variances of either class over their sizes. */
export function aucOfPlacements(placed: Float64Array, labels: Float64Array): [auc: number, variance: number] {
  const counts = [0, 0];
  const means = [0, 0];
  for (const [i, y] of labels.entries()) {
    counts[y]!++;
    means[y]! += placed[i]!;
  }
  for (const y of [0, 1]) means[y]! /= counts[y]!;
  let variance = 0;
  for (const [i, y] of labels.entries()) {
    variance += (placed[i]! - means[y]!) ** 2 / (counts[y]! * (counts[y]! - 1));
  }
  return [means[1]!, variance];
}
