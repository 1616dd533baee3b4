import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { collectSections } from '../src/analysis/sections';
import { runId } from '../src/records/identity';
import { formatRecord, type RunRecord } from '../src/records/record';
import { readRecords } from '../src/records/record-file';
import { describeSection } from '../src/report/chapter';
import { renderJsonReport } from '../src/report/json-report';
import { renderMarkdownReport } from '../src/report/markdown-report';
import { recordOf, runsOf, temporaryFolder } from './support/records';

const good = runsOf('auc-diabetes', 'smoke').map((run) => recordOf(run, { auc: 0.8, bestAuc: 0.9 }));

/** A line with a right checksum, and a right id if it has what an id is made of. */
function seal(value: unknown): string {
  const record = value as RunRecord;
  let id: unknown = record?.id;
  try {
    if (record.config !== null && typeof record.config === 'object') id = runId(record);
  } catch {}
  const text = JSON.stringify(Array.isArray(value) || value === null ? value : { ...record, id });
  const checksum = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return `${text.slice(0, -1)},"checksum":"${checksum}"}`;
}

function writeLines(lines: readonly string[]): { folder: string; path: string } {
  const folder = temporaryFolder();
  const path = join(folder, 'records.jsonl');
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  return { folder, path };
}

describe('a sealed line that is no record', () => {
  const [first, second] = good as [RunRecord, RunRecord];
  const { provenance: _, ...unprovenanced } = second;

  it.each<[string, unknown, RegExp]>([
    ['no metrics', { ...second, metrics: null }, /metrics is not as it must be/],
    ['words for a metric', { ...second, metrics: { auc: 'x' } }, /metrics\.auc .*expected number/],
    ['no value for a metric', { ...second, metrics: { auc: null } }, /metrics\.auc .*expected number/],
    ['no provenance', unprovenanced, /provenance is not as it must be/],
    ['a curve that is none', { ...second, curve: {} }, /curve .*expected array/],
    ['an empty curve', { ...second, curve: [] }, /curve is not/],
    ['a point without a step', { ...second, curve: [{ auc: 1 }] }, /curve\.0\.step/],
    ['half a seed', { ...second, seed: 0.5 }, /seed is not/],
    ['no arm', { ...second, arm: ['rate-0'] }, /arm .*expected string/],
  ])('%s: is refused with file, line and remedy', (_, value, fault) => {
    const lines = [formatRecord(first), seal(value), formatRecord(good[2]!)];
    const { folder, path } = writeLines(lines);
    const told = new RegExp(
      `^parseRecord: ${path}, line 2, must be a record, got one whose ${fault.source}.* delete that line`,
    );
    expect(() => readRecords(folder)).toThrow(told);

    const archived = temporaryFolder();
    const archive = join(archived, 'auc-diabetes.jsonl.gz');
    writeFileSync(archive, gzipSync(`${lines.join('\n')}\n`));
    expect(() => readRecords(archived)).toThrow(
      new RegExp(
        `^parseRecord: ${archive}, line 2, must be a record, got one whose ${fault.source}.*; restore it$`,
      ),
    );
  });

  it('is refused where it lacks a metric of its experiment, or was measured after other steps', () => {
    const report = (record: RunRecord) => () =>
      collectSections([...good.filter(({ id }) => id !== record.id), record]);
    const last = good.filter(({ arm }) => arm === 'rate-0').at(-1)!;
    expect(report({ ...last, metrics: { bestAuc: 0.9 } })).toThrow(
      `report: the record ${last.id} of auc-diabetes, arm rate-0, seed 102, must have the metric auc, got bestAuc; delete its line`,
    );
    expect(report({ ...last, curve: last.curve.slice(1) })).toThrow(/got another learning curve/);
  });
});

/** Every value in a record with the way to put another in its place. */
function places(value: unknown, replace: (other: unknown) => unknown): ((other: unknown) => unknown)[] {
  const inner =
    value !== null && typeof value === 'object'
      ? Object.keys(value).flatMap((key) =>
          places((value as Record<string, unknown>)[key], (other) =>
            replace(
              Array.isArray(value)
                ? value.map((item, index) => (String(index) === key ? other : item))
                : { ...value, [key]: other },
            ),
          ),
        )
      : [];
  return [replace, ...inner];
}

const hostile = [null, 'x', {}, [null], -1, 1e300];

it('whatever stands at any place of a sealed record, it is refused by name or reported', async () => {
  const [first, ...others] = good.slice(0, 8) as [RunRecord, ...RunRecord[]];
  const refusals = { file: 0, report: 0 };
  let reported = 0;
  for (const put of places(first, (other) => other)) {
    for (const other of hostile) {
      const value = put(other);
      if (value === undefined || value === null || typeof value !== 'object') continue;
      const { folder } = writeLines([seal(value), ...others.map(formatRecord)]);
      let records: RunRecord[];
      try {
        records = readRecords(folder);
      } catch (error) {
        expect((error as Error).message).toMatch(
          /records\.jsonl, line 1, must be a record, got .*delete that line/,
        );
        refusals.file++;
        continue;
      }
      try {
        const sections = collectSections(records);
        renderJsonReport(sections);
        renderMarkdownReport(await Promise.all(sections.map(describeSection)));
        reported++;
      } catch (error) {
        expect((error as Error).message).toMatch(/^report: .* delete its line/);
        refusals.report++;
      }
    }
  }
  // Each of the three happens, so that the others are put to the test.
  expect(Math.min(refusals.file, refusals.report, reported)).toBeGreaterThan(0);
  expect(refusals.file).toBeGreaterThan(100);
});
