import type { Section } from '../analysis/sections';

/** Everything the other reports show, as data, a line a section. Twelve digits: the last ones depend on the engine. */
export function renderJsonReport(sections: readonly Section[]): string {
  const lines = sections.map(({ experiment, summary, seeds, command, furtherCommand, origins, diverged }) =>
    JSON.stringify(
      {
        ...summary,
        title: experiment.title,
        exploratory: experiment.exploratory ?? null,
        seeds,
        reference: experiment.reference,
        command,
        furtherCommand,
        origins,
        diverged,
      },
      (_, value) => (typeof value === 'number' ? Number(value.toPrecision(12)) : value),
    ),
  );
  return `{"sections":[\n${lines.join(',\n')}\n]}\n`;
}
