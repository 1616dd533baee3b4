import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { gzipSync, strToU8 } from 'fflate';
import { explain, fail, show } from '../check';
import { namesIfPresent } from '../files/read-if-present';
import { replaceFile } from '../files/replace-file';
import { formatRecord, parseRecord, type RunRecord } from './record';

const suffix = '.jsonl.gz';

/** The records of all archives of a folder, `<experiment>.jsonl.gz`; none where there is no such file. */
export function readArchives(directory: string): RunRecord[] {
  return archiveNames(directory).flatMap((name) => {
    const path = join(directory, name);
    const lines = unzip(path).trimEnd().split('\n');
    return lines.map((line, index) => parseRecord(line, `${path}, line ${index + 1}`, remedy));
  });
}

const remedy = 'restore it';

function unzip(path: string): string {
  try {
    return gunzipSync(readFileSync(path)).toString('utf8');
  } catch (error) {
    return fail('readArchives', `${path} must be an archive of records`, show(error), remedy, {
      cause: error,
    });
  }
}

function archiveNames(directory: string): string[] {
  try {
    return namesIfPresent(directory)
      .filter((name) => name.endsWith(suffix))
      .sort();
  } catch (error) {
    return explain(error, 'readArchives', `${directory} must be a folder of records`, remedy);
  }
}

/**
 * Writes an archive for each experiment, by seed and arm, in place of all there were. Equal records give equal bytes on every machine: the compression
 * is JavaScript's, and no time goes into the file.
 */
export function writeArchives(directory: string, records: readonly RunRecord[]): void {
  const stale = new Set(archiveNames(directory));
  for (const experiment of new Set(records.map((record) => record.experiment))) {
    const own = records.filter((record) => record.experiment === experiment);
    own.sort((a, b) => a.seed - b.seed || compare(a.arm, b.arm) || compare(a.id, b.id));
    const lines = own.map((record) => `${formatRecord(record)}\n`).join('');
    const name = `${experiment}${suffix}`;
    write(join(directory, name), (path) =>
      replaceFile(path, gzipSync(strToU8(lines), { level: 9, mtime: 0 })),
    );
    stale.delete(name);
  }
  for (const name of stale) write(join(directory, name), rmSync);
}

function write(path: string, act: (path: string) => void): void {
  try {
    act(path);
  } catch (error) {
    explain(error, 'writeArchives', `${path} must be replaced`, 'make room there, or make it writable');
  }
}

/** By code units: the order of locales differs between machines. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
