// The committed report of the benchmark, cut into its experiments.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const read = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8');

interface Section {
  experiment: string;
  preset: string;
  title: string;
  /** Why its comparisons prove nothing by themselves, if so. */
  exploratory?: string;
}

/** An experiment, with what the report says of it in all presets that were run. */
export interface ExperimentReport {
  experiment: string;
  title: string;
  exploratory: boolean;
  markdown: string;
}

/** One entry for each experiment of the report, in its order. The tables of all arms are left to the report itself. */
export function experimentReports(): ExperimentReport[] {
  const { sections } = JSON.parse(read('apps/benchmark/records/report.json')) as { sections: Section[] };
  const [, ...texts] = read('apps/benchmark/records/report.md').split(/^## /m);
  if (texts.length !== sections.length) {
    throw new Error(
      `docs: report.md must have the sections of report.json, got ${texts.length} and ${sections.length}; run pnpm bench publish`,
    );
  }
  const reports = new Map<string, ExperimentReport>();
  for (const [i, { experiment, preset, title, exploratory }] of sections.entries()) {
    const report = reports.get(experiment) ?? {
      experiment,
      title,
      exploratory: Boolean(exploratory),
      markdown: `# ${title}\n`,
    };
    const body = texts[i]!.slice(texts[i]!.indexOf('\n'));
    report.markdown += `\n## Preset \`${preset}\`\n${withoutAllArms(body)}`;
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
  const block = /<!-- results:[^\n]*-->\n([\s\S]*?)\n<details>/.exec(read('apps/benchmark/RESULTS.md'))?.[1];
  if (!block) throw new Error('docs: RESULTS.md must hold the overview of results; run pnpm bench publish');
  return block;
}
