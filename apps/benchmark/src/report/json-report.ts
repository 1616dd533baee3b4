import type { Section } from './sections';

/** Everything the other reports show, as data. */
export function renderJsonReport(sections: readonly Section[]): string {
  const data = sections.map(({ experiment, summary, seeds, command, origins }) => ({
    ...summary,
    title: experiment.title,
    exploratory: experiment.exploratory ?? null,
    seeds,
    reference: experiment.reference,
    command,
    origins,
  }));
  return `${JSON.stringify({ sections: data }, null, 2)}\n`;
}
