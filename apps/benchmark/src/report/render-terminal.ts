import type { Experiment } from '../experiments/experiment';
import { describeConfirmation, describePending, describeTuned, nextRuns } from './notes';
import { presetCommand } from './preset-command';
import { renderText } from './render-text';
import type { ExperimentSummary } from './summarize';
import { armTable } from './tables/arm-table';
import { confirmationTable } from './tables/confirmation-table';
import { mapTable } from './tables/map-table';
import { tunedTable } from './tables/tuned-table';

/** Past this many arms only the report shows them all. */
const mostArms = 40;

/** The result of an experiment as a user wants to read it at the end of a run. */
export function renderTerminal(experiment: Experiment, summary: ExperimentSummary): string {
  const { arms, confirmed, maps } = summary;
  const pending = confirmed && describePending(confirmed);
  const next = nextRuns(summary, presetCommand(experiment, summary));
  const metrics = experiment.metrics.filter((metric) => metric.headline);
  const parts = [
    `${experiment.name} (${summary.preset}): ${experiment.title}`,
    ...(experiment.exploratory ? [`Exploratory. ${experiment.exploratory}`] : []),
    ...(arms.length > mostArms
      ? [`${arms.length} arms; all of them are in the report.`]
      : confirmed?.pending
        ? []
        : metrics.map((metric) => renderText(armTable(experiment, summary, metric)))),
    `${referenceOf(experiment)}n counts seeds; ± is one standard error; ~ is a normal approximation.`,
    ...maps.map((map) => `${map.title}\n${renderText(mapTable(map))}`),
    ...tunedParts(experiment, summary),
    ...(confirmed ? describeConfirmation(confirmed) : []),
    ...(pending ? [pending] : []),
    ...(confirmed?.primary ? [renderText(confirmationTable(confirmed))] : []),
    ...(next ? [`${next.runs} runs are missing: ${next.make}`] : []),
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
