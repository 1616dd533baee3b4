import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { gzipSync, strToU8 } from 'fflate';
import { formatRecord, parseRecord, type RunRecord } from './record';

const suffix = '.jsonl.gz';

/** The records of all archives of a folder, `<experiment>.jsonl.gz`; none where there is no such file. */
export function readArchives(directory: string): RunRecord[] {
  if (!existsSync(directory)) return [];
  const names = readdirSync(directory).filter((name) => name.endsWith(suffix));
  return names.sort().flatMap((name) => {
    const path = join(directory, name);
    try {
      const lines = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
      return lines.map(parseRecord);
    } catch (error) {
      throw new Error(`${path} is not an archive of records: ${(error as Error).message}. Restore the file.`);
    }
  });
}

/**
 * Writes an archive for each experiment, by seed and arm. Equal records give equal bytes on every machine: the compression
 * is JavaScript's, and no time goes into the file.
 */
export function writeArchives(directory: string, records: readonly RunRecord[]): void {
  mkdirSync(directory, { recursive: true });
  for (const experiment of new Set(records.map((record) => record.experiment))) {
    const own = records.filter((record) => record.experiment === experiment);
    own.sort((a, b) => a.seed - b.seed || compare(a.arm, b.arm) || compare(a.id, b.id));
    const lines = own.map((record) => `${formatRecord(record)}\n`).join('');
    writeFileSync(
      join(directory, `${experiment}${suffix}`),
      gzipSync(strToU8(lines), { level: 9, mtime: 0 }),
    );
  }
}

/** By code units: the order of locales differs between machines. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
