import { normalTwoSided } from './normal';

export interface WilcoxonResult {
  /** The smaller of the rank sums of the positive and of the negative differences. */
  statistic: number;
  /** Two-sided p-value; null when every difference is zero, where the test says nothing. */
  p: number | null;
  method: 'exact' | 'normal';
}

/** Above this many differences the normal approximation is used, as in SciPy. */
const exactLimit = 50;

/** Magnitudes this close count as tied: 0.7 - 0.65 and 0.6 - 0.55 are one difference, apart by rounding only. */
const tieTolerance = 1e-12;

/**
 * Wilcoxon's signed-rank test of paired differences, two-sided.
 *
 * Exact for up to 50 differences without zeros and ties; otherwise the normal approximation of SciPy's
 * `wilcoxon(mode='approx', zero_method='wilcox')`: zeros dropped, variance corrected for ties, no continuity
 * correction. (SciPy 1.10's `auto` stays exact with ties, where its table does not hold.)
 */
export function wilcoxonSignedRank(differences: readonly number[]): WilcoxonResult {
  const nonZero = differences.filter((difference) => difference !== 0);
  const n = nonZero.length;
  const { ranks, tieSizes } = averageRanks(nonZero.map(Math.abs));
  let positive = 0;
  for (let i = 0; i < n; i++) if (nonZero[i]! > 0) positive += ranks[i]!;
  const total = (n * (n + 1)) / 2;
  const statistic = Math.min(positive, total - positive);
  if (n === 0) return { statistic, p: null, method: 'normal' };
  if (n === differences.length && n <= exactLimit && tieSizes.length === 0) {
    return { statistic, p: exactTwoSided(statistic, n), method: 'exact' };
  }
  const ties = tieSizes.reduce((sum, size) => sum + size * (size * size - 1), 0);
  const variance = (n * (n + 1) * (2 * n + 1) - ties / 2) / 24;
  return { statistic, p: normalTwoSided((statistic - total / 2) / Math.sqrt(variance)), method: 'normal' };
}

/** P(rank sum <= statistic) doubled: counts the sign patterns of ranks 1 to n by their positive rank sum. */
function exactTwoSided(statistic: number, n: number): number {
  const total = (n * (n + 1)) / 2;
  const counts = new Float64Array(total + 1);
  counts[0] = 1;
  for (let rank = 1; rank <= n; rank++) {
    for (let sum = total; sum >= rank; sum--) counts[sum]! += counts[sum - rank]!;
  }
  let below = 0;
  for (let sum = 0; sum <= statistic; sum++) below += counts[sum]!;
  return Math.min(1, (2 * below) / 2 ** n);
}

/** Ranks from 1, equal values sharing the mean of their ranks, and the size of each group of equals. */
function averageRanks(values: readonly number[]): { ranks: number[]; tieSizes: number[] } {
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Array<number>(values.length);
  const tieSizes: number[] = [];
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (
      end < order.length &&
      values[order[end]!]! - values[order[start]!]! <= tieTolerance * values[order[end]!]!
    ) {
      end++;
    }
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + 1 + end) / 2;
    if (end - start > 1) tieSizes.push(end - start);
    start = end;
  }
  return { ranks, tieSizes };
}
