import type { Comparison } from '../../analysis/compare-arms';
import type { ReferenceComparison } from '../../experiments/experiment';
import { formatEffect, formatInterval, formatP, formatShown } from '../format';
import { type Column, none } from './table';

/** The columns that `comparisonCells` fills. */
export function comparisonColumns(difference: string): Column[] {
  return [
    { name: 'pairs' },
    { name: difference },
    { name: '95 % interval', detail: true },
    { name: 't p' },
    { name: 'Wilcoxon p' },
  ];
}

/** Pairs, difference, interval and p-values; a tilde marks Wilcoxon's normal approximation, due with ties and zeros. */
export function comparisonCells(
  comparison: Comparison | ReferenceComparison | undefined,
  holmP: number | null = null,
): string[] {
  if (!comparison) return Array<string>(5).fill(none);
  const { n, difference, standardError, wilcoxonP } = comparison;
  const ours = 'interval' in comparison ? comparison : undefined;
  const approximate = ours?.wilcoxonMethod === 'normal' && ours.wilcoxonP !== null;
  return [
    String(n),
    formatEffect(difference, standardError),
    formatInterval(ours?.interval, standardError),
    formatShown(comparison, holmP),
    `${approximate ? '~' : ''}${formatP(wilcoxonP)}`,
  ];
}
