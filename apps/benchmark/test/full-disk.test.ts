import type * as fs from 'node:fs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { RecordFile, readRecords } from '../src/records/record-file';
import { recordOf, runsOf, temporaryFolder } from './support/records';

/** What the disk does wrong. */
const disk = vi.hoisted(() => ({ freeBytes: Number.POSITIVE_INFINITY, syncFails: false }));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>();
  const fail = (code: string, message: string) => Object.assign(new Error(`${code}: ${message}`), { code });
  return {
    ...real,
    writeSync(descriptor: number, bytes: Uint8Array, offset: number) {
      if (disk.freeBytes === 0) throw fail('ENOSPC', 'no space left on device, write');
      const length = Math.min(bytes.length - offset, disk.freeBytes);
      disk.freeBytes -= length;
      return real.writeSync(descriptor, bytes, offset, length);
    },
    fsyncSync(descriptor: number) {
      if (disk.syncFails) throw fail('EIO', 'i/o error, fsync');
      real.fsyncSync(descriptor);
    },
  };
});

const [first, second] = runsOf('auc-diabetes', 'quick').map((run) => recordOf(run, { auc: 0.8 }));

it.each([
  ['is full', { freeBytes: 0 }, /records\.jsonl, got ENOSPC.* are kept: make room or .* --out/],
  ['fills in the middle of a line', { freeBytes: 100 }, /ENOSPC.* are kept: make room or .* --out/],
  ['cannot be relied on', { syncFails: true }, /EIO.* are kept: make room or .* --out/],
])('a disk that %s costs no record, and leaves no part of one', (_, fault, message) => {
  const folder = temporaryFolder();
  const file = new RecordFile(folder);
  file.append(first!);
  const before = readFileSync(join(folder, 'records.jsonl'));

  Object.assign(disk, fault);
  expect(() => file.append(second!)).toThrow(message);
  Object.assign(disk, { freeBytes: Number.POSITIVE_INFINITY, syncFails: false });
  expect(file.records).toEqual([first]);
  expect(readFileSync(join(folder, 'records.jsonl'))).toEqual(before);

  file.append(second!);
  file.close();
  expect(readRecords(folder)).toEqual([first, second]);
});
