import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fail, show } from '../check';
import { acquireLock } from '../files/lock';
import { readArchives } from './archive';
import { formatRecord, parseRecord, type RunRecord } from './record';

const fileName = 'records.jsonl';

/** What to do about a line that is no record. */
const remedy = 'restore the file, or delete that line to have its run repeated';

interface Contents {
  records: RunRecord[];
  /** Bytes up to the end of the last whole record. */
  length: number;
  /** Whether the last whole record still lacks its newline. */
  unterminated: boolean;
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
  #rescued = false;

  /** @throws Error when another process writes there, a line is damaged, or the folder cannot be written. */
  constructor(directory: string) {
    this.#path = join(directory, fileName);
    let releaseLock: (() => void) | undefined;
    try {
      mkdirSync(directory, { recursive: true });
      releaseLock = acquireLock(join(directory, 'records.lock'));
      const { records, length, unterminated } = readContents(this.#path);
      this.records = withArchives(directory, records);
      this.#length = length;
      this.#releaseLock = releaseLock;
      this.#descriptor = openSync(this.#path, 'a+');
      ftruncateSync(this.#descriptor, length);
      if (unterminated) this.#write('\n');
      syncDirectory(directory);
    } catch (error) {
      releaseLock?.();
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      fail(
        'RecordFile',
        `${directory} must be a folder to write records in`,
        show(error),
        'choose another with --out',
        { cause: error },
      );
    }
  }

  /** @throws Error when the record could not be written, or the file is not there any more. */
  append(record: RunRecord): void {
    this.#write(`${formatRecord(record)}\n`);
    this.records.push(record);
    this.#mustBeThere();
  }

  /** @throws Error when the file is not there any more; what was in it is written back. */
  close(): void {
    try {
      this.#mustBeThere();
    } finally {
      closeSync(this.#descriptor);
      this.#releaseLock();
    }
  }

  /** What is written to a file without a name is on disk and yet lost. */
  #mustBeThere(): void {
    if (this.#rescued || isSameFile(this.#path, this.#descriptor)) return;
    this.#rescued = true;
    const rescue = existsSync(this.#path) ? `${this.#path}.${process.pid}` : this.#path;
    const bytes = Buffer.alloc(this.#length);
    for (let read = 0; read < bytes.length; )
      read += readSync(this.#descriptor, bytes, read, bytes.length - read, read) || bytes.length;
    mkdirSync(dirname(rescue), { recursive: true });
    writeFileSync(rescue, bytes, { flush: true });
    fail(
      'RecordFile',
      `${this.#path} must stay in its place while its records are being written`,
      rescue === this.#path ? 'nothing there' : 'another file there',
      `they are in ${rescue} now: put them where they belong and start again`,
    );
  }

  #write(text: string): void {
    const bytes = Buffer.from(text);
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(this.#descriptor, bytes, written);
      fsyncSync(this.#descriptor);
    } catch (error) {
      ftruncateSync(this.#descriptor, this.#length);
      fail(
        'RecordFile',
        `a record must be appended to ${this.#path}`,
        show(error),
        'the runs recorded before are kept: make room or choose another folder with --out, then start again',
        { cause: error },
      );
    }
    this.#length += bytes.length;
  }
}

function isSameFile(path: string, descriptor: number): boolean {
  const [there, ours] = [statSync(path, { throwIfNoEntry: false }), fstatSync(descriptor)];
  return there?.ino === ours.ino && there.dev === ours.dev;
}

function readContents(path: string): Contents {
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
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
      if (newline === -1) return { records: [...records.values()], length: start, unterminated: false };
      throw error;
    }
    if (newline === -1) return { records: [...records.values()], length: end, unterminated: true };
    start = newline + 1;
  }
  return { records: [...records.values()], length: bytes.length, unterminated: false };
}

/** Makes the new file's name durable too. Windows cannot open a directory and does not need it. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(directory, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
