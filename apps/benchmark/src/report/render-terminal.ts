import type { Experiment } from '../experiments/experiment';
import { renderText } from './render-text';
import type { ExperimentSummary } from './summarize';
import { armTable, rivalTable } from './tables';

/** The result of an experiment as a user wants to read it at the end of a run. */
export function renderTerminal(experiment: Experiment, summary: ExperimentSummary): string {
  const metrics = experiment.metrics.filter((metric) => metric.headline);
  const parts = [
    `${experiment.name} (${summary.preset}): ${experiment.title}`,
    ...(experiment.exploratory ? [`Exploratory. ${experiment.exploratory}`] : []),
    ...metrics.map((metric) => renderText(armTable(experiment, summary, metric))),
    `Reference: ${experiment.reference.source}. n counts seeds; ± is one standard error; ~ is a normal approximation.`,
    ...rivalParts(summary),
    ...(summary.missing > 0 ? [`${summary.missing} runs of this preset are missing.`] : []),
  ];
  return parts.join('\n\n');
}

function rivalParts(summary: ExperimentSummary): string[] {
  if (!summary.rivals) return [];
  const table = rivalTable(summary);
  if (table.rows.length === 0) return [];
  return [`${rivalSentence(summary.rivals.best)}\n${renderText(table)}`];
}

/** Introduces the table of rivals, here and in the report. */
export function rivalSentence(best: string): string {
  return `Without backdrop, these do as well as ${best} or better (or were not shown to do worse):`;
}
