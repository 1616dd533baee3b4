import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { collectSections, type Section } from '../src/analysis/sections';
import { publishedFolder, publishedResults } from '../src/commands/publish';
import { writeReport } from '../src/commands/report';
import { readArchives, writeArchives } from '../src/records/archive';
import { RecordFile, readRecords } from '../src/records/record-file';
import { replaceResults } from '../src/report/readme-results';
import { recordOf, runsOf, temporaryFolder } from './support/records';

const records = [
  ...runsOf('two-scale', 'quick', [100, 101]).map((run) =>
    recordOf(run, { accuracy: 0.7, loss: 0.3, fineAccuracy: 1, coarseAccuracy: 0.7 }),
  ),
  ...runsOf('auc-diabetes', 'quick', [100]).map((run) => recordOf(run, { auc: 0.8, bestAuc: 0.9 })),
];
const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

describe('archives', () => {
  it('give back the records, and equal bytes for equal records in any order', () => {
    const [one, other] = [temporaryFolder(), temporaryFolder()];
    writeArchives(one, records);
    writeArchives(other, [...records].reverse());
    expect(readdirSync(one).sort()).toEqual(['auc-diabetes.jsonl.gz', 'two-scale.jsonl.gz']);
    expect(readArchives(one).sort(byId)).toEqual([...records].sort(byId));
    for (const name of readdirSync(one)) {
      const bytes = readFileSync(join(one, name));
      expect(readFileSync(join(other, name)).equals(bytes)).toBe(true);
      expect(bytes.readUInt32LE(4), 'time in the header').toBe(0);
      expect(gunzipSync(bytes).at(-1)).toBe(10);
    }
  });

  it('replace those there were', () => {
    const folder = temporaryFolder();
    writeArchives(folder, records);
    const some = records.filter(({ experiment }) => experiment === 'two-scale');
    writeArchives(folder, some);
    expect(readdirSync(folder)).toEqual(['two-scale.jsonl.gz']);
  });

  it('count among the records of their folder, so that their runs are not repeated', () => {
    const folder = temporaryFolder();
    writeArchives(folder, records.slice(1));
    const file = new RecordFile(folder);
    expect(file.records).toHaveLength(records.length - 1);
    file.append(records[0]!);
    file.append({ ...records[1]!, seconds: 99 });
    file.close();
    expect(readRecords(folder).sort(byId)).toEqual([...records].sort(byId));
  });

  it('name the file that is damaged', () => {
    const folder = temporaryFolder();
    writeArchives(folder, records);
    cpSync(publishedResults[0]!.path, join(folder, 'two-scale.jsonl.gz'));
    expect(() => readRecords(folder)).toThrow(/two-scale\.jsonl\.gz must be an archive of records/);
  });
});

describe('what is committed', () => {
  const committed = readArchives(publishedFolder);
  let sections: Section[] | undefined;

  it('has a report that is made of its records byte for byte', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const folder = temporaryFolder();
    writeArchives(folder, committed);
    sections = await writeReport(folder);
    log.mockRestore();
    expect(readdirSync(folder).sort()).toEqual(readdirSync(publishedFolder).sort());
    const hashes: string[] = [];
    for (const name of readdirSync(folder).sort()) {
      const bytes = readFileSync(join(folder, name));
      const same = bytes.equals(readFileSync(join(publishedFolder, name)));
      expect(same, `${name} is stale: run pnpm bench publish`).toBe(true);
      hashes.push(`${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`);
    }
    // Also frozen: a change of the report must not pass by publishing it again.
    await expect(hashes.join('')).toMatchFileSnapshot('frozen/report.txt');
  });

  it("has its results in RESULTS.md and in the repository's README", () => {
    sections ??= collectSections(committed);
    expect(publishedResults).toHaveLength(2);
    for (const { path, render } of publishedResults) {
      const text = readFileSync(path, 'utf8');
      expect(replaceResults(text, render(sections)), `${path} is stale: run pnpm bench publish`).toBe(text);
    }
  });

  it('needs a place in the text', () => {
    expect(() => replaceResults('# Title', 'results')).toThrow(/must hold the lines <!-- results/);
  });
});
