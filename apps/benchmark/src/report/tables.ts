import type { Experiment, Metric, ReferenceArm, ReferenceComparison } from '../experiments/experiment';
import { formatDifference, formatP, formatSeconds, formatValue, formatWithError } from './format';
import type { ArmSummary, Comparison, ExperimentSummary } from './summarize';

/** A table as text, for the terminal, Markdown and HTML alike. */
export interface Table {
  columns: readonly string[];
  rows: readonly Row[];
}

interface Row {
  cells: readonly string[];
  /** Whether the row repeats what was obtained elsewhere, for the row above it. */
  reference?: boolean;
}

const none = '–';

/**
 * One row an arm, under it the reference's; further pairs of rows where an arm is compared with more than one base.
 */
export function armTable(experiment: Experiment, summary: ExperimentSummary, metric: Metric): Table {
  const { reference } = experiment;
  const rows = summary.arms.flatMap((arm) => {
    const ours = summary.comparisons.filter((row) => row.arm === arm.arm && row.metric === metric.name);
    const theirArm = reference.arms[arm.arm];
    // An arm without comparisons still has its row, and with several it is described in the first only.
    return (ours.length > 0 ? ours : [undefined]).flatMap((comparison, index) => {
      const theirs = comparison && reference.comparisons.find((candidate) => isSame(candidate, comparison));
      const own = {
        cells: [arm.arm, ...armCells(index === 0 ? arm : undefined, metric), ...cells(comparison)],
      };
      if (index === 0 ? !theirArm?.metrics[metric.name] : !theirs) return [own];
      const theirCells = [...armCells(index === 0 ? theirArm : undefined, metric), ...cells(theirs)];
      return [own, { cells: ['  reference', ...theirCells], reference: true }];
    });
  });
  return {
    columns: ['arm', 'n', metric.label, 's a run', 'against', 'pairs', 'difference', 't p', 'Wilcoxon p'],
    rows,
  };
}

/** The arms without backdrop that the best arm with it was not shown to beat. */
export function rivalTable({ arms, rivals }: ExperimentSummary): Table {
  return {
    columns: ['arm without backdrop', 'its mean', 'pairs', 'backdrop minus this', 't p', 'Wilcoxon p'],
    rows: (rivals?.comparisons ?? []).map((comparison) => {
      const [, ...rest] = cells(comparison);
      const mean = arms.find(({ arm }) => arm === comparison.base)?.metrics[comparison.metric]?.mean;
      return { cells: [comparison.base, formatValue(mean), ...rest] };
    }),
  };
}

function armCells(arm: ArmSummary | ReferenceArm | undefined, metric: Metric): string[] {
  if (!arm) return ['', '', ''];
  const value = arm.metrics[metric.name];
  return [
    String(arm.n),
    value ? formatWithError(formatValue(value.mean), value.standardError) : none,
    formatSeconds(arm.seconds),
  ];
}

/** Base, pairs, difference and p-values; a tilde marks Wilcoxon's normal approximation, due with ties and zeros. */
function cells(comparison: Comparison | ReferenceComparison | undefined): string[] {
  if (!comparison) return Array<string>(5).fill(none);
  const { base, n, difference, standardError, tTestP, wilcoxonP } = comparison;
  const approximate = 'wilcoxonMethod' in comparison && comparison.wilcoxonMethod === 'normal';
  return [
    base,
    String(n),
    formatWithError(formatDifference(difference), standardError),
    formatP(tTestP),
    wilcoxonP !== null && wilcoxonP !== undefined && approximate
      ? `~${formatP(wilcoxonP)}`
      : formatP(wilcoxonP),
  ];
}

function isSame(a: ReferenceComparison, b: Comparison): boolean {
  return a.arm === b.arm && a.base === b.base && a.metric === b.metric;
}
