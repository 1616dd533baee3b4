import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectSections } from '../analysis/sections';
import { fail } from '../check';
import { findPreset } from '../experiments/run-list';
import { packageRoot } from '../files/package-root';
import { replaceFile } from '../files/replace-file';
import { readArchives, writeArchives } from '../records/archive';
import { readRecords } from '../records/record-file';
import { renderHeadline, renderResults, replaceResults } from '../report/readme-results';
import { writeReport } from './report';

/** The records that are committed with the repository, and the report made of them. */
export const publishedFolder = join(packageRoot, 'records');

/** What is made of the committed records between the markers of a file: all results, and a few in the repository's README. */
export const publishedResults = [
  { path: join(packageRoot, 'RESULTS.md'), render: renderResults },
  { path: join(packageRoot, '..', '..', 'README.md'), render: renderHeadline },
];

export interface PublishOptions {
  out: string;
  /** Folder of the committed records. */
  into?: string;
}

/**
 * Adds the records of a folder to the committed ones, and makes the committed report and `publishedResults` of them. Records that count in no preset, because settings have changed since, are dropped.
 */
export async function publish({ out, into = publishedFolder }: PublishOptions): Promise<void> {
  const committed = readArchives(into);
  const known = new Set(committed.map(({ id }) => id));
  const found = readRecords(out);
  const fresh = found.filter(({ id }) => !known.has(id));
  const counted = new Map(
    collectSections([...committed, ...fresh])
      .filter(({ experiment, summary }) => !findPreset(experiment, summary.preset).hidden)
      .flatMap(({ records }) => records.map((record) => [record.id, record])),
  );
  const kept = [...counted.values()];
  if (kept.length === 0)
    fail(
      'publish',
      `${out} must hold records of presets as declared today`,
      'none',
      'name their folder with --out',
    );
  writeArchives(into, kept);
  const sections = await writeReport(into);
  for (const { path, render } of publishedResults) {
    replaceFile(path, replaceResults(readFileSync(path, 'utf8'), render(sections)));
  }

  const dirty = kept.filter(({ provenance }) => provenance.dirty).length;
  const dropped = committed.length + fresh.length - kept.length;
  console.log(
    `${kept.length} records in ${into}, ${fresh.filter(({ id }) => counted.has(id)).length} of them new; ` +
      `${found.length - fresh.length} were there before and stay as they are; ${dropped} dropped; ${dirty} come from sources with uncommitted changes.`,
  );
}
