import { bootstrapInterval, type Interval } from './bootstrap';
import { studentTTwoSided } from './student-t';
import { summarize } from './summary';
import { type WilcoxonResult, wilcoxonSignedRank } from './wilcoxon';

export interface PairedComparison {
  n: number;
  /** Mean of the differences, arm minus base. */
  difference: number;
  standardError: number | null;
  /** 95 % bootstrap interval of the mean difference (BCa). */
  interval: Interval | null;
  /** Two-sided paired t-test; null for one pair or when every difference is zero. */
  tTestP: number | null;
  wilcoxonP: number | null;
  wilcoxonMethod: WilcoxonResult['method'];
}

/** Compares two arms over the seeds both have: mean difference, paired t and Wilcoxon signed-rank p-values. */
export function comparePaired(
  arm: ReadonlyMap<number, number>,
  base: ReadonlyMap<number, number>,
): PairedComparison | undefined {
  const differences = pairedDifferences(arm, base).map(({ difference }) => difference);
  if (differences.length === 0) return undefined;
  const { n, mean, standardError } = summarize(differences);
  const wilcoxon = wilcoxonSignedRank(differences);
  const undefinedT = standardError === null || (standardError === 0 && mean === 0);
  return {
    n,
    difference: mean,
    standardError,
    interval: bootstrapInterval(differences),
    tTestP: undefinedT ? null : studentTTwoSided(mean / standardError, n - 1),
    wilcoxonP: wilcoxon.p,
    wilcoxonMethod: wilcoxon.method,
  };
}

/** Arm minus base for each seed both have, by ascending seed. */
export function pairedDifferences(
  arm: ReadonlyMap<number, number>,
  base: ReadonlyMap<number, number>,
): { seed: number; difference: number }[] {
  return [...arm.keys()]
    .filter((seed) => base.has(seed))
    .sort((a, b) => a - b)
    .map((seed) => ({ seed, difference: arm.get(seed)! - base.get(seed)! }));
}
