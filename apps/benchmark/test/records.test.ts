import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { formatRecord } from '../src/records/record';
import { RecordFile, readRecords } from '../src/records/record-file';
import { recordOf, runsOf, temporaryFolder } from './support/records';

const runs = runsOf('auc-diabetes', 'quick');
const record = (index: number) => recordOf(runs[index]!, { auc: 0.8 + index / 100, bestAuc: 0.9 });
const ids = (folder: string) => readRecords(folder).map(({ id }) => id);

/** Writes records 0 to count - 1 and returns the path of the file. */
function writeSome(folder: string, count: number): string {
  const file = new RecordFile(folder);
  for (let index = 0; index < count; index++) file.append(record(index));
  file.close();
  return join(folder, 'records.jsonl');
}

/** Root may write everywhere: what a test says of permissions holds for other users. */
function asNobody(act: () => void): void {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid!(65534);
  try {
    act();
  } finally {
    if (isRoot) process.seteuid!(0);
  }
}

describe('records.jsonl', () => {
  it('gives back what was appended, across openings', () => {
    const folder = temporaryFolder();
    writeSome(folder, 2);
    const again = new RecordFile(folder);
    again.append(record(2));
    again.close();
    expect(readRecords(folder)).toEqual([record(0), record(1), record(2)]);
    expect(readdirSync(folder)).toEqual(['records.jsonl']);
  });

  it('is empty where nothing was recorded', () => {
    expect(readRecords(join(temporaryFolder(), 'nowhere'))).toEqual([]);
  });

  it('survives a cut anywhere in its last line, without losing an earlier record', () => {
    const folder = temporaryFolder();
    const path = writeSome(folder, 2);
    const whole = readFileSync(path);
    const lastLine = whole.lastIndexOf(10, whole.length - 2) + 1;
    for (let length = lastLine; length < whole.length - 1; length += 37) {
      writeFileSync(path, whole.subarray(0, length));
      expect(ids(folder)).toEqual([record(0).id]);
      const file = new RecordFile(folder);
      file.append(record(2));
      file.close();
      expect(ids(folder)).toEqual([record(0).id, record(2).id]);
    }
  });

  it('keeps a last record that only lacks its newline', () => {
    const folder = temporaryFolder();
    const path = writeSome(folder, 2);
    truncateSync(path, statSync(path).size - 1);
    expect(ids(folder)).toEqual([record(0).id, record(1).id]);
    const file = new RecordFile(folder);
    file.append(record(2));
    file.close();
    expect(ids(folder)).toEqual([0, 1, 2].map((index) => record(index).id));
  });

  it('names the line that is not a record, and touches nothing', () => {
    const folder = temporaryFolder();
    const path = writeSome(folder, 3);
    const damaged = readFileSync(path, 'utf8').replace('"seed":', '"sead":');
    writeFileSync(path, damaged);
    expect(() => readRecords(folder)).toThrow(/records\.jsonl, line 1, must be a record.*delete that line/s);
    expect(() => new RecordFile(folder)).toThrow(/line 1/);
    expect(readFileSync(path, 'utf8')).toBe(damaged);
  });

  it('refuses a record of which a single digit was changed', () => {
    const folder = temporaryFolder();
    const path = writeSome(folder, 1);
    const damaged = readFileSync(path, 'utf8').replace('"auc":0.8,', '"auc":0.9,');
    writeFileSync(path, damaged);
    expect(() => readRecords(folder)).toThrow(
      /line 1, must be a record, got one that was changed after it was written/,
    );
    expect(() => new RecordFile(folder)).toThrow(/line 1/);
    expect(readFileSync(path, 'utf8')).toBe(damaged);
  });

  it('refuses a line whose checksum was taken away, and settings that do not belong to the id', () => {
    const folder = temporaryFolder();
    const path = writeSome(folder, 1);
    const [line] = readFileSync(path, 'utf8').split('\n') as [string];
    writeFileSync(path, `${line.replace(/,"checksum":"[^"]*"}$/, '}')}\n`);
    expect(() => readRecords(folder)).toThrow(/line 1, must be a record, got one without a checksum/);
    const other = { ...record(0), config: { ...record(0).config, learningRate: 0.6 } };
    writeFileSync(path, `${formatRecord(other)}\n`);
    expect(() => readRecords(folder)).toThrow(/one whose id ".*" is not that of its settings/);
  });

  it('counts a run once, the first time', () => {
    const folder = temporaryFolder();
    const path = writeSome(folder, 1);
    appendFileSync(path, `${formatRecord({ ...record(0), seconds: 99 })}\n`);
    expect(readRecords(folder)).toEqual([record(0)]);
  });

  it('says what to do about a folder it cannot make', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => new RecordFile(file)).toThrow(
      /file must be a folder to write records in, got EEXIST.* choose another with --out/,
    );
  });

  it('says what to do about a folder it may only read, and still reads it', () => {
    const folder = temporaryFolder();
    const path = writeSome(folder, 2);
    const before = readFileSync(path);
    chmodSync(folder, 0o555);
    asNobody(() => {
      expect(() => new RecordFile(folder)).toThrow(
        /must be a folder to write records in, got EACCES.* choose another with --out/,
      );
      expect(ids(folder)).toEqual([record(0).id, record(1).id]);
    });
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(folder)).toEqual(['records.jsonl']);
  });
});

describe('records.jsonl deleted while it is written', () => {
  it.each([
    ['deleted', (path: string) => rmSync(path)],
    ['deleted with its folder', (path: string) => rmSync(join(path, '..'), { recursive: true })],
    [
      'replaced',
      (path: string) => {
        rmSync(path);
        writeFileSync(path, '');
      },
    ],
    ['moved away', (path: string) => renameSync(path, `${path}.old`)],
  ])('%s: an error names where its records are now, at the next one and at the end', (_, remove) => {
    for (const more of [true, false]) {
      const folder = temporaryFolder();
      const file = new RecordFile(folder);
      file.append(record(0));
      file.append(record(1));
      const path = join(folder, 'records.jsonl');
      remove(path);
      const act = more ? () => file.append(record(2)) : () => file.close();
      let message = '';
      try {
        act();
      } catch (error) {
        message = (error as Error).message;
      }
      expect(message).toMatch(/records\.jsonl must stay in its place .* they are in (.*) now: /);
      const rescue = / they are in (.*) now: /.exec(message)![1]!;
      expect(readFileSync(rescue, 'utf8').trimEnd().split('\n')).toHaveLength(more ? 3 : 2);
      if (more) file.close();
    }
  });
});

describe('the lock of a results folder', () => {
  const lock = (folder: string) => join(folder, 'records.lock');

  it('keeps a second writer out, names the first, and is given back', () => {
    const folder = temporaryFolder();
    const first = new RecordFile(folder);
    expect(() => new RecordFile(folder)).toThrow(new RegExp(`process ${process.pid} on .* --out`, 's'));
    first.close();
    new RecordFile(folder).close();
  });

  it('is taken over from a process that no longer runs', () => {
    const folder = temporaryFolder();
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(lock(folder), JSON.stringify({ pid, host: hostname() }));
    // It was killed while it took the lock over from yet another.
    writeFileSync(`${lock(folder)}.${pid}`, '');
    writeFileSync(`${lock(folder)}.${pid}.stale`, '');
    const file = new RecordFile(folder);
    file.append(record(0));
    file.close();
    expect(readdirSync(folder)).toEqual(['records.jsonl']);
  });

  it.runIf(process.platform === 'linux')(
    'is taken over from an earlier process with the same number, as a container started again has',
    () => {
      const folder = temporaryFolder();
      writeFileSync(lock(folder), JSON.stringify({ pid: process.pid, host: hostname(), started: '1' }));
      new RecordFile(folder).close();
      expect(readdirSync(folder)).toEqual(['records.jsonl']);
    },
  );

  it('is taken over from a killed process that its parent has not taken notice of, or that is about to end', async () => {
    const folder = temporaryFolder();
    // A shell that never waits for its child, which is a zombie once it has ended.
    const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void parent.kill('SIGKILL'));
    const [output] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(String(output));
    writeFileSync(lock(folder), JSON.stringify({ pid, host: hostname() }));
    // It runs now, for less time than a start waits.
    new RecordFile(folder).close();
    expect(process.kill(pid, 0), 'it is still there').toBe(true);
    writeFileSync(lock(folder), JSON.stringify({ pid, host: hostname() }));
    new RecordFile(folder).close();
  });

  it('is taken over when a loss of power left it empty', () => {
    const folder = temporaryFolder();
    writeFileSync(lock(folder), '');
    new RecordFile(folder).close();
    expect(readdirSync(folder)).toEqual(['records.jsonl']);
  });

  it('is left alone when it belongs to another machine', () => {
    const folder = temporaryFolder();
    writeFileSync(lock(folder), JSON.stringify({ pid: 1, host: 'elsewhere' }));
    expect(() => new RecordFile(folder)).toThrow(/process 1 on elsewhere/);
  });
});
