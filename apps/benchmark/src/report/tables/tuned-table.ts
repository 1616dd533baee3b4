import type { ExperimentSummary } from '../../analysis/summarize';
import { isChosen, rivals, type Tuned } from '../../analysis/tuned';
import type { Metric } from '../../experiments/experiment';
import { formatMean } from '../format';
import { comparisonCells, comparisonColumns } from './comparison-cells';
import type { Column, Table } from './table';

/**
 * Each treatment at its best arm, and the best arm with backdrop minus it. Where there was nothing to choose the table of
 * arms says most of it: then only the rivals.
 */
export function tunedTable(tuned: Tuned, { arms }: ExperimentSummary, metric: Metric): Table {
  const byName = new Map(arms.map((arm) => [arm.arm, arm]));
  const chosen = isChosen(tuned);
  const columns: Column[] = [
    { name: 'treatment', words: true },
    ...(chosen
      ? [
          { name: 'its best arm', words: true },
          { name: 'of', detail: true },
        ]
      : []),
    { name: metric.label },
    ...comparisonColumns('backdrop minus this'),
  ];
  const rows = (chosen ? tuned.treatments : rivals(tuned)).map(
    ({ treatment, arm, tried, edge, comparison }) => {
      const value = byName.get(arm)!.metrics[metric.name]!;
      return {
        cells: [
          chosen ? treatment : arm,
          ...(chosen ? [edge ? `${arm} (its ${edge})` : arm, String(tried)] : []),
          formatMean(value.mean, value.standardError),
          ...comparisonCells(comparison),
        ],
      };
    },
  );
  return { columns, rows };
}
