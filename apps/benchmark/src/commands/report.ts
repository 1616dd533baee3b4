import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRecords } from '../records/record-file';
import { describeSection } from '../report/chapter';
import { renderHtmlReport } from '../report/html-report';
import { renderJsonReport } from '../report/json-report';
import { renderMarkdownReport } from '../report/markdown-report';
import { collectSections, type Section } from '../report/sections';

/** Exit code when the records of a preset that was begun are not complete. */
const incomplete = 3;

export async function report({ out }: { out: string }): Promise<void> {
  const missing = (await writeReport(out)).filter((section) => section.summary.missing > 0);
  for (const { summary, command } of missing) {
    process.stderr.write(
      `${summary.missing} runs of ${summary.experiment}, ${summary.preset}, are missing: ${command}\n`,
    );
  }
  if (missing.length > 0) process.exitCode = incomplete;
}

/** Writes report.json, report.md and report.html beside the records, and returns their sections. */
export async function writeReport(out: string): Promise<Section[]> {
  const records = readRecords(out);
  if (records.length === 0) {
    throw new Error(
      `report: no records in ${out}; make some with the command run, or name their folder with --out.`,
    );
  }
  const sections = collectSections(records);
  mkdirSync(out, { recursive: true });
  const write = (name: string, text: string) => {
    const path = join(out, name);
    writeFileSync(path, text);
    return path;
  };
  write('report.json', renderJsonReport(sections));
  const chapters = await Promise.all(sections.map(describeSection));
  write('report.md', renderMarkdownReport(chapters));
  const html = write('report.html', await renderHtmlReport(chapters));
  console.log(`Report: ${html} (also report.md and report.json)`);
  return sections;
}
