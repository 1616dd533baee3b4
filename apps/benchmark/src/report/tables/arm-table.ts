import type { Comparison } from '../../analysis/compare-arms';
import type { ArmSummary, ExperimentSummary } from '../../analysis/summarize';
import type { Experiment, Metric, ReferenceArm, ReferenceComparison } from '../../experiments/experiment';
import { formatMean, formatSeconds } from '../format';
import { comparisonCells, comparisonColumns } from './comparison-cells';
import { none, type Table } from './table';

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
      return [own, { cells: ['  reference', ...theirCells], minor: true }];
    });
  });
  return {
    columns: [
      { name: 'arm', words: true },
      { name: 'n' },
      { name: metric.label },
      { name: 'median s a run' },
      { name: 'against', words: true },
      ...comparisonColumns('difference'),
    ],
    rows,
  };
}

function armCells(arm: ArmSummary | ReferenceArm | undefined, metric: Metric): string[] {
  if (!arm) return ['', '', ''];
  const value = arm.metrics[metric.name];
  return [
    String(arm.n),
    value ? formatMean(value.mean, value.standardError) : none,
    formatSeconds(arm.seconds),
  ];
}

function cells(comparison: Comparison | ReferenceComparison | undefined): string[] {
  return [comparison?.base ?? none, ...comparisonCells(comparison)];
}

function isSame(a: ReferenceComparison, b: Comparison): boolean {
  return a.arm === b.arm && a.base === b.base && a.metric === b.metric;
}
