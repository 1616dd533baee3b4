import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { explain, fail } from '../check';
import { attempt } from '../files/attempt';
import { acquireLock } from '../files/lock';
import { readIfPresent } from '../files/read-if-present';
import { replaceFile } from '../files/replace-file';
import { readArchives } from './archive';
import { formatRecord, parseRecord, type RunRecord } from './record';

const fileName = 'records.jsonl';

/** What to do about a line that is no record. */
const remedy = 'restore the file, or delete that line to have its run repeated';

interface Contents {
  records: RunRecord[];
  /** Bytes up to the end of the last whole record. */
  length: number;
  /** What follows: a part of a record, or nothing, not even the newline of the last record. */
  rest: 'none' | 'torn' | 'unterminated';
}

/** The finished runs of a results folder, each once, those of its archives first; empty when there are none yet. */
export function readRecords(directory: string): RunRecord[] {
  return withArchives(directory, readContents(join(directory, fileName)).records);
}

function withArchives(directory: string, records: readonly RunRecord[]): RunRecord[] {
  const archived = readArchives(directory);
  const ids = new Set(archived.map(({ id }) => id));
  return [...archived, ...records.filter(({ id }) => !ids.has(id))];
}

/**
 * The records of a results folder, opened for appending by this process alone.
 *
 * A record is on disk when `append` returns. A process killed in the middle of a line leaves a torn last line:
 * it is not a record, and opening the file again cuts it off.
 */
export class RecordFile {
  readonly records: RunRecord[];
  readonly #path: string;
  readonly #descriptor: number;
  readonly #releaseLock: () => void;
  #length: number;
  #isTorn = false;
  #isRescued = false;

  /** @throws Error when another process writes there, a line is damaged, or the folder cannot be written. */
  constructor(directory: string) {
    this.#path = join(directory, fileName);
    const undo: (() => void)[] = [];
    try {
      mkdirSync(directory, { recursive: true });
      this.#releaseLock = acquireLock(join(directory, 'records.lock'));
      undo.unshift(this.#releaseLock);
      const { records, length, rest } = readContents(this.#path);
      this.records = withArchives(directory, records);
      this.#length = length;
      const descriptor = openSync(this.#path, 'a+');
      undo.unshift(() => closeSync(descriptor));
      this.#descriptor = descriptor;
      if (rest === 'torn') ftruncateSync(descriptor, length);
      if (rest === 'unterminated') this.#write('\n');
      syncDirectory(directory);
    } catch (error) {
      for (const act of undo) attempt(act);
      explain(
        error,
        'RecordFile',
        `${directory} must be a folder to write records in`,
        'choose another with --out',
      );
    }
  }

  /** @throws Error when the record could not be written, or the file is not there any more. */
  append(record: RunRecord): void {
    if (this.#isTorn) {
      const remedy = 'start again, which cuts it off';
      fail('RecordFile', `${this.#path} must end with a whole record`, 'a part of one', remedy);
    }
    try {
      this.#write(`${formatRecord(record)}\n`);
    } catch (error) {
      const remedy =
        'the runs recorded before are kept: make room or choose another folder with --out, then start again';
      explain(error, 'RecordFile', `a record must be appended to ${this.#path}`, remedy);
    }
    this.records.push(record);
    this.#mustBeThere();
  }

  /** @throws Error when the file is not there any more; what was in it is written back. */
  close(): void {
    try {
      this.#mustBeThere();
    } finally {
      attempt(() => closeSync(this.#descriptor));
      this.#releaseLock();
    }
  }

  /** What is written to a file without a name is on disk and yet lost. */
  #mustBeThere(): void {
    const must = `${this.#path} must stay in its place while its records are being written`;
    try {
      const [there, ours] = [statSync(this.#path, { throwIfNoEntry: false }), fstatSync(this.#descriptor)];
      if (this.#isRescued || (there?.ino === ours.ino && there.dev === ours.dev)) return;
      const rescue = there ? `${this.#path}.${process.pid}` : this.#path;
      const bytes = Buffer.alloc(this.#length);
      for (let read = 0; read < bytes.length; )
        read += readSync(this.#descriptor, bytes, read, bytes.length - read, read) || bytes.length;
      replaceFile(rescue, bytes);
      this.#isRescued = true;
      const got = there ? 'another file there' : 'nothing there';
      fail('RecordFile', must, got, `they are in ${rescue} now: put them where they belong and start again`);
    } catch (error) {
      explain(error, 'RecordFile', must, 'make room, then start again');
    }
  }

  /** Appends a text, or nothing. */
  #write(text: string): void {
    const bytes = Buffer.from(text);
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(this.#descriptor, bytes, written);
      fsyncSync(this.#descriptor);
    } catch (error) {
      this.#isTorn = !attempt(() => ftruncateSync(this.#descriptor, this.#length));
      throw error;
    }
    this.#length += bytes.length;
  }
}

function readContents(path: string): Contents {
  const bytes = readBytes(path);
  const records = new Map<string, RunRecord>();
  let start = 0;
  for (let line = 1; start < bytes.length; line++) {
    const newline = bytes.indexOf(10, start);
    const end = newline === -1 ? bytes.length : newline;
    try {
      const record = parseRecord(bytes.toString('utf8', start, end), `${path}, line ${line}`, remedy);
      // Two processes on machines that share a disk may both have finished a run: the first counts.
      if (!records.has(record.id)) records.set(record.id, record);
    } catch (error) {
      if (newline === -1) return { records: [...records.values()], length: start, rest: 'torn' };
      throw error;
    }
    if (newline === -1) return { records: [...records.values()], length: end, rest: 'unterminated' };
    start = newline + 1;
  }
  return { records: [...records.values()], length: bytes.length, rest: 'none' };
}

function readBytes(path: string): Buffer {
  try {
    return readIfPresent(path) ?? Buffer.alloc(0);
  } catch (error) {
    return explain(
      error,
      'readRecords',
      `${path} must be readable`,
      'see that it can be read, or choose another folder with --out',
    );
  }
}

/** Makes the new file's name durable too. Windows cannot open a directory and does not need it. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
