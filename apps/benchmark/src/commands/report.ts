import { join, resolve } from 'node:path';
import { collectSections, type Section } from '../analysis/sections';
import { explain, fail } from '../check';
import { replaceFile } from '../files/replace-file';
import type { RunRecord } from '../records/record';
import { readRecords } from '../records/record-file';
import { describeSection } from '../report/chapter';
import { renderHtmlReport } from '../report/html-report';
import { renderJsonReport } from '../report/json-report';
import { renderMarkdownReport } from '../report/markdown-report';
import { nextRuns } from '../report/notes';

/** Exit code when runs are missing, of a preset that was begun or of an analysis that was fixed in advance, or do not count. */
const incomplete = 3;

export async function report({ out, queue }: { out: string; queue?: string }): Promise<void> {
  const records = queue === undefined ? readRecords(out) : await recordsOf(queue);
  for (const { summary, command } of await writeReport(out, records)) {
    const { experiment, preset, confirmed } = summary;
    const next = nextRuns(summary, `${command} --out ${resolve(out)}`);
    if (confirmed?.unsound) {
      process.stderr.write(`${experiment}, ${preset}. ${confirmed.unsound}\n`);
      process.exitCode = incomplete;
    }
    if (!next) continue;
    process.stderr.write(`${next.runs} runs of ${experiment}, ${preset}, are missing: ${next.make}\n`);
    process.exitCode = incomplete;
  }
}

async function recordsOf(queue: string): Promise<RunRecord[]> {
  // Slow to load, and seldom needed.
  const { withRedis } = await import('../queue/connect');
  const { RecordStore } = await import('../queue/record-store');
  const records = await withRedis(queue, (redis) => new RecordStore(redis).all());
  if (records.length === 0)
    fail(
      'report',
      'the Redis of --queue must hold records',
      'none',
      'wait until a worker has finished a run',
    );
  return records;
}

/** Writes report.json, report.md and report.html into the folder of the records, and returns their sections. */
export async function writeReport(
  out: string,
  records: readonly RunRecord[] = readRecords(out),
): Promise<Section[]> {
  if (records.length === 0) {
    const remedy = 'make some with the command run, or name their folder with --out';
    fail('report', `${out} must hold records`, 'none', remedy);
  }
  const sections = collectSections(records);
  const write = (name: string, text: string) => {
    const path = join(out, name);
    try {
      replaceFile(path, text);
    } catch (error) {
      const remedy = 'make room there, or make it writable';
      explain(error, 'report', `${path} must be written`, remedy);
    }
    return path;
  };
  write('report.json', renderJsonReport(sections));
  const chapters = await Promise.all(sections.map(describeSection));
  write('report.md', renderMarkdownReport(chapters));
  const html = write('report.html', await renderHtmlReport(chapters));
  console.log(`Report: ${html} (also report.md and report.json)`);
  return sections;
}
