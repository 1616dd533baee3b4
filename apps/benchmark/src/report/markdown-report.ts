import { introduction, sectionFacts, sectionTitle } from './notes';
import { renderMarkdown } from './render-markdown';
import { rivalSentence } from './render-terminal';
import type { Section } from './sections';
import { armTable, rivalTable } from './tables';

export function renderMarkdownReport(sections: readonly Section[]): string {
  return `${['# Backdrop experiments', introduction, ...sections.map(renderSection)].join('\n\n')}\n`;
}

function renderSection(section: Section): string {
  const { experiment, summary } = section;
  const rivals = rivalTable(summary);
  return [
    `## ${sectionTitle(section)}`,
    experiment.about,
    ...(experiment.exploratory ? [`**Exploratory.** ${experiment.exploratory}`] : []),
    ...experiment.metrics.map((metric) => renderMarkdown(armTable(experiment, summary, metric))),
    ...(rivals.rows.length > 0 ? [rivalSentence(summary.rivals!.best), renderMarkdown(rivals)] : []),
    sectionFacts(section)
      .map((fact) => `- ${fact}`)
      .join('\n'),
  ].join('\n\n');
}
