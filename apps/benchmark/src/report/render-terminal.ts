import type { ExperimentSummary } from '../analysis/summarize';
import type { Experiment } from '../experiments/experiment';
import { findPreset } from '../experiments/run-list';
import { describeExploratory, describeMap, describeSaturated, describeTuned, mapLegend } from './notes';
import { renderText } from './render-text';
import { armTable } from './tables/arm-table';
import { mapTable } from './tables/map-table';
import { tunedTable } from './tables/tuned-table';

/** Past this many arms only the report shows them all. */
const mostArms = 40;

/** The result of an experiment as a user wants to read it at the end of a run. */
export function renderTerminal(experiment: Experiment, summary: ExperimentSummary): string {
  const { arms, maps, missing } = summary;
  const title = `${experiment.name} (${summary.preset}): ${experiment.title}`;
  if (experiment.preRegistration && !findPreset(experiment, summary.preset).hidden) {
    // What was run is a part of what the verdict is read from.
    return `${title}\n\nFixed in advance by ${experiment.preRegistration.plan}: pnpm bench report, with the same --out, tells what is still to be run, and the verdict.`;
  }
  const metrics = experiment.metrics.filter((metric) => metric.headline);
  const parts = [
    title,
    ...describeExploratory(experiment),
    ...describeSaturated(experiment, summary),
    ...(arms.length > mostArms
      ? [`${arms.length} arms; all of them are in the report.`]
      : metrics.map((metric) => renderText(armTable(experiment, summary, metric)))),
    `${referenceOf(experiment)}n counts seeds; ± is one standard error; ~ is a normal approximation.`,
    ...(maps.length > 0 ? [mapLegend(experiment.metrics[0])] : []),
    ...maps.map((map) => `${map.title}: ${describeMap(map)}\n${renderText(mapTable(map))}`),
    ...tunedParts(experiment, summary),
    ...(missing > 0 ? [`${missing} runs of this preset are missing.`] : []),
  ];
  return parts.join('\n\n');
}

function referenceOf({ reference }: Experiment): string {
  return reference.comparisons.length > 0 ? `Reference: ${reference.source}. ` : '';
}

function tunedParts(experiment: Experiment, summary: ExperimentSummary): string[] {
  if (!summary.tuned) return [];
  const [metric] = experiment.metrics;
  const { about, finding } = describeTuned(summary.tuned, metric);
  const table = tunedTable(summary.tuned, summary, metric);
  return [...(table.rows.length > 0 ? [`${about}\n${renderText(table)}`] : []), finding];
}
