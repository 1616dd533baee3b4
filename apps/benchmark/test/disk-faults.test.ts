// The n-th call on the file system fails, for every n of a short run: nothing is lost, nothing is left open, the error says what to
// do, and the same command carries on. `BACKDROPJS_FAULTS=all` tries every n where CI takes a share.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { recordRuns, type Venue } from '../src/commands/record-runs';
import { writeReport } from '../src/commands/report';
import { cifar10 } from '../src/data/cifar-10/dataset';
import { dataFolderVariable } from '../src/data/data-folder';
import { prepareDataset } from '../src/data/prepare';
import { findExperiment } from '../src/experiments';
import type { Run } from '../src/experiments/run-list';
import { readArchives, writeArchives } from '../src/records/archive';
import { formatRecord, type RunRecord } from '../src/records/record';
import { readRecords } from '../src/records/record-file';
import { completeRun, giveUpCheckpoints } from '../src/runner/complete-run';
import type { RunPool } from '../src/runner/run-pool';
import { Checkpoint } from '../src/tasks/training/checkpoint';
import { packCifar10, writeCifar10 } from './support/data';
import { type Fault, injectFault, openIn } from './support/faults';
import { serveFile } from './support/file-server';
import { recordOf, runsOf, temporaryFolder } from './support/records';
import { expectForm } from './support/refusals';

const every = process.env['BACKDROPJS_FAULTS'] === 'all' ? 1 : 5;
const faults: Fault[] = [{ code: 'EIO' }, { code: 'ENOSPC', short: true }];

const runs = runsOf('auc-diabetes', 'smoke');
const record = (run: Run) => recordOf(run, { auc: 0.8, bestAuc: 0.9 });
const ids = (records: readonly { id: string }[]) => records.map(({ id }) => id).sort();

interface Scenario {
  folder: string;
  act: () => unknown;
  /** Holds after a fault, and after what is done then without one. */
  check: (state: 'after the fault' | 'in the end') => void;
}

/** Has each call of a scenario fail in turn; returns how many there are and how many faults were told. */
async function failEach(start: () => Scenario | Promise<Scenario>, stride: number, fault: Fault) {
  for (let n = 0, told = 0; ; n += stride) {
    const { folder, act, check } = await start();
    const planted = injectFault(folder, n, fault);
    const error: Error | undefined = await (async () => act())().then(
      () => undefined,
      (reason) => reason,
    );
    planted.restore();
    const call = `${planted.calls[n]}, the ${n}th call`;
    // Streams close what they had open in a moment.
    await expect.poll(() => openIn(folder), { message: call, interval: 5 }).toEqual([]);
    if (error) {
      expectForm(error);
      expect(error.message, call).toContain(folder);
      told++;
      // As it says.
      const [, lock] = /^acquireLock: (.*) must be given back/.exec(error.message) ?? [];
      if (lock) rmSync(lock);
    }
    check('after the fault');
    await act();
    check('in the end');
    if (planted.calls.length <= n) return { calls: n, told };
  }
}

beforeEach(() => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const log = vi.spyOn(console, 'log').mockReturnValue();
  vi.stubEnv(dataFolderVariable, '');
  return () => {
    stderr.mockRestore();
    log.mockRestore();
    vi.unstubAllEnvs();
  };
});

/** Stands in for threads: saves a checkpoint, as long runs do, and makes up what comes out. */
const pool = {
  checkpointOf: (folder: string, { id }: Run) => join(folder, id),
  run: async (run: Run, path: string) => {
    const checkpoint = new Checkpoint(path, 0);
    const step = checkpoint.load()?.step ?? 0;
    checkpoint.save({ step: step + 1, curve: [], seconds: 1, weights: [], velocities: [] });
    return record(run);
  },
} as unknown as RunPool;

/** A folder with an archive, two records and a part of one, in which an experiment is gone on with. */
function recording(): Scenario {
  const folder = temporaryFolder();
  const before = runs.slice(0, 3).map((run) => ({ ...record(run), seconds: 99 }));
  writeArchives(folder, before.slice(0, 1));
  const lines = before.slice(1).map((one) => `${formatRecord(one)}\n`);
  writeFileSync(join(folder, 'records.jsonl'), `${lines.join('')}{"id":`);
  const told: RunRecord[] = [];
  const venue: Venue = {
    farewell: '',
    execute: async (missing, file, { onRecord }) => {
      giveUpCheckpoints(join(folder, 'checkpoints'), file.records);
      const keep = (one: RunRecord) => file.append(one);
      const tell = (one: RunRecord) => {
        told.push(one);
        onRecord(one);
      };
      for (const run of missing)
        await completeRun(pool, run, { checkpoints: join(folder, 'checkpoints'), keep, onRecord: tell });
    },
  };
  const experiment = findExperiment('auc-diabetes');
  return {
    folder,
    act: () => recordRuns([{ experiment, preset: 'smoke', runs }], folder, venue),
    check: (state) => {
      const records = readRecords(folder);
      const there = ids(records);
      expect(new Set(there).size).toBe(there.length);
      // The very records, not those of runs that were repeated.
      expect(records).toEqual(expect.arrayContaining([...before, ...told]));
      expect(new Set(ids([...before, ...told])).size).toBe(before.length + told.length);
      if (state !== 'in the end') return;
      expect(there).toEqual(ids(runs));
      const files = ['auc-diabetes.jsonl.gz', 'checkpoints', 'records.jsonl'];
      expect(readdirSync(folder)).toEqual(files);
      expect(readdirSync(join(folder, 'checkpoints'))).toEqual([]);
    },
  };
}

describe.each(faults)('$code, of a write: $short', (fault) => {
  it('recording runs', async () => {
    const { calls, told } = await failEach(recording, every, fault);
    expect(calls).toBeGreaterThan(100);
    if (!fault.short) expect(told).toBeGreaterThan(100 / every);
  });

  it('writing archives', async () => {
    const { calls } = await failEach(
      () => {
        const folder = temporaryFolder();
        const old = runs.slice(0, 6).map(record);
        writeArchives(folder, old);
        return {
          folder,
          act: () => writeArchives(folder, runs.map(record)),
          check: (state) => {
            const there = ids(readArchives(folder));
            expect(there).toEqual(expect.arrayContaining(ids(old)));
            if (state === 'in the end') expect(there).toEqual(ids(runs));
          },
        };
      },
      1,
      fault,
    );
    expect(calls).toBeGreaterThan(4);
  });

  it('writing a report', async () => {
    const records = runs.map(record);
    await failEach(
      () => {
        const folder = temporaryFolder();
        for (const name of ['md', 'json', 'html']) writeFileSync(join(folder, `report.${name}`), 'old');
        return {
          folder,
          act: () => writeReport(folder, records),
          check: (state) => {
            const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
            expect(texts).toHaveLength(3);
            for (const text of texts) if (state === 'in the end') expect(text).not.toBe('old');
            for (const text of texts) expect(text === 'old' || text.length > 1000).toBe(true);
          },
        };
      },
      every,
      fault,
    );
  });

  it('downloading and unpacking data', async () => {
    const source = temporaryFolder();
    writeCifar10(source, 2);
    await packCifar10(source, join(source, 'archive'));
    const content = readFileSync(join(source, 'archive'));
    const { url } = await serveFile(content);
    const digest = createHash('md5').update(content).digest('hex');
    const checksum = { algorithm: 'md5', digest } as const;
    const archives = [{ ...cifar10.archives[0]!, url, checksum, further: [] }];
    const wanted = await cifar10.fingerprint(join(source, 'cifar-10-batches-bin'));
    await failEach(
      () => {
        const caches = temporaryFolder();
        vi.stubEnv('XDG_CACHE_HOME', caches);
        const folder = join(caches, 'backdropjs');
        let found: string | undefined;
        return {
          folder,
          act: async () => {
            found = undefined;
            found = await prepareDataset({ ...cifar10, archives }, { download: true, log: () => {} });
          },
          check: (state) => {
            if (state === 'in the end' || found !== undefined) expect(found).toBe(wanted);
            if (state === 'in the end') expect(readdirSync(folder)).toContain('cifar-10-batches-bin');
          },
        };
      },
      every,
      fault,
    );
  });
});
