import { byPanel, learningRateOf, treatmentOf } from '../../analysis/panels';
import type { ExperimentSummary } from '../../analysis/summarize';
import type { Experiment, Metric } from '../../experiments/experiment';
import { formatMean, formatTested } from '../format';
import { none, type Table } from './table';

/**
 * Treatments by learning rate, a table for each panel: the mean, and under it the difference to the first arm it is
 * declared against, with its standard error and the p-value of the t-test.
 */
export function rateTables(
  experiment: Experiment,
  summary: ExperimentSummary,
  metric: Metric,
): { panel: string; table: Table }[] {
  return byPanel(experiment, summary.arms).map(({ panel, arms }) => {
    const rates = [...new Set(arms.map(({ arm }) => learningRateOf(experiment, arm)))].sort((a, b) => a - b);
    const treatments = [...new Set(arms.map(({ arm }) => treatmentOf(experiment, arm)))];
    const rows = treatments.flatMap((treatment) => {
      const own = rates.map((rate) =>
        arms.find(
          ({ arm }) => treatmentOf(experiment, arm) === treatment && learningRateOf(experiment, arm) === rate,
        ),
      );
      const means = own.map((arm) => {
        const value = arm?.metrics[metric.name];
        return value ? formatMean(value.mean, value.standardError) : none;
      });
      const differences = own.map((arm) => {
        const first = summary.comparisons.find((row) => row.arm === arm?.arm && row.metric === metric.name);
        return first ? formatTested(first) : '';
      });
      const minor = { cells: ['', ...differences], minor: true };
      return [{ cells: [treatment, ...means] }, ...(differences.some(Boolean) ? [minor] : [])];
    });
    const columns = [
      { name: 'learning rate', words: true },
      ...rates.map((rate) => ({ name: String(rate) })),
    ];
    return { panel, table: { columns, rows } };
  });
}
