import type { ReferenceComparison } from './experiment';

/** A row of a table of reference results. */
export function comparison(
  metric: string,
  arm: string,
  base: string,
  n: number,
  difference: number,
  standardError: number,
  tTestP: number,
  wilcoxonP?: number,
): ReferenceComparison {
  const row = { arm, base, metric, n, difference, standardError, tTestP };
  return wilcoxonP === undefined ? row : { ...row, wilcoxonP };
}
