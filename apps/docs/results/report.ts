// The committed report of the benchmark, cut into its experiments.
import { type Chosen, forest, treatmentsOf } from './forest';
import { contradictions, readRecorded, readRuns, readSections } from './records';

/** An experiment, with what the report says of it in all presets that were run. */
export interface ExperimentReport {
  experiment: string;
  title: string;
  exploratory: boolean;
  markdown: string;
}

/** Throws where the report says otherwise than the records that it was made of. */
export function checkReport(): void {
  const problems = contradictions(readSections(), readRuns());
  if (problems.length > 0)
    throw new Error(
      `docs: the report must be made of the committed records, got ${problems.length} numbers of others; run pnpm bench publish\n${problems.slice(0, 9).join('\n')}`,
    );
}

/** One entry for each experiment of the report, in its order. The tables of all arms are left to the report itself. */
export function experimentReports(): ExperimentReport[] {
  const sections = readSections() as Chosen[];
  const readings = new Map(forest().map(({ experiment, ...row }) => [experiment, row]));
  const [, ...texts] = readRecorded('report.md').toString().split(/^## /m);
  if (texts.length !== sections.length) {
    throw new Error(
      `docs: report.md must have the sections of report.json, got ${texts.length} and ${sections.length}; run pnpm bench publish`,
    );
  }
  const reports = new Map<string, ExperimentReport>();
  for (const [i, section] of sections.entries()) {
    const { experiment, preset, title, exploratory } = section;
    const found = readings.get(experiment);
    const report = reports.get(experiment) ?? {
      experiment,
      title,
      exploratory: Boolean(exploratory),
      markdown: `# ${title}\n${found ? `\n**${found.reading}** That is by ${found.metric}, ${found.plan}: [all experiments beside each other](/results/).\n` : ''}`,
    };
    const names = treatmentsOf(section).map(([name, words]) => `\`${name}\` is ${words}`);
    const body = texts[i]!.slice(texts[i]!.indexOf('\n'));
    const legend = names.length > 0 ? `\nIn the tables, ${names.join('; ')}.\n` : '';
    report.markdown += `\n## Preset \`${preset}\`\n${legend}${withoutAllArms(body)}`;
    reports.set(experiment, report);
  }
  return [...reports.values()];
}

/** A section without its table of every arm; what follows the tables stays. */
function withoutAllArms(text: string): string {
  return text.replace(/^### All \d+ arms, every metric\n[\s\S]*?(?=^- )/m, '');
}

/** The overview of all experiments, as Markdown. */
export function overview(): string {
  const results = readRecorded('../RESULTS.md').toString();
  const block = /<!-- results:[^\n]*-->\n([\s\S]*?)\n<details>/.exec(results)?.[1];
  if (!block) throw new Error('docs: RESULTS.md must hold the overview of results; run pnpm bench publish');
  return block;
}
