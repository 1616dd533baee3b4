import { mkdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { checkMeasured } from '../../src/analysis/check-measured';
import { publish } from '../../src/commands/publish';
import { report, writeReport } from '../../src/commands/report';
import { speed } from '../../src/commands/speed';
import { verifyHere } from '../../src/commands/worker';
import { findExperiment } from '../../src/experiments';
import { acquireLock } from '../../src/files/lock';
import { withRedis } from '../../src/queue/connect';
import { RecordStore } from '../../src/queue/record-store';
import { readArchives, writeArchives } from '../../src/records/archive';
import { formatRecord, parseRecord } from '../../src/records/record';
import { RecordFile, readRecords } from '../../src/records/record-file';
import { replaceResults } from '../../src/report/readme-results';
import { checkOneSource } from '../../src/runner/one-source';
import { RunPool } from '../../src/runner/run-pool';
import { Checkpoint } from '../../src/tasks/training/checkpoint';
import { deadAddress } from '../support/file-server';
import { temporaryFile as file, recordOf, runsOf, temporaryFolder } from '../support/records';

const [run] = runsOf('auc-diabetes', 'smoke', [100]);
const line = formatRecord(recordOf(run!, { auc: 0.8, bestAuc: 0.9 }));
const parse = (text: string) => parseRecord(text, 'the line', 'restore it');
const seal = (change: (line: string) => string) => {
  const record = JSON.parse(change(line));
  delete record.checksum;
  return formatRecord(record);
};
const faulty = new URL('../support/faulty-thread.mjs', import.meta.url);

/** What is, or happens, around the program: an Error. */
export const states: Record<string, () => unknown> = {
  'a line that is no JSON': () => parse('{'),
  'a line without a checksum': () => parse('{"id":"0"}'),
  'a line that was changed': () => parse(line.replace('"auc":0.8', '"auc":0.9')),
  'a line without metrics': () =>
    parse(seal((text) => text.replace(/"metrics":\{[^}]*\}/, '"metrics":null'))),
  'a line with another id': () => parse(seal((text) => text.replace(run!.id, '0'))),
  'a folder that is a file': () => new RecordFile(file('')),
  'records.jsonl deleted': () => {
    const out = temporaryFolder();
    const records = new RecordFile(out);
    rmSync(join(out, 'records.jsonl'));
    records.close();
  },
  'a descriptor that is closed': () => {
    const records = new RecordFile(temporaryFolder());
    records.close();
    records.append(recordOf(run!, { auc: 0.8, bestAuc: 0.9 }));
  },
  'a record after one that could be neither written nor cut off': () => {
    const records = new RecordFile(temporaryFolder());
    records.close();
    const append = () => records.append(recordOf(run!, { auc: 0.8, bestAuc: 0.9 }));
    expect(append).toThrow(/must be appended .* EBADF/);
    append();
  },
  'a lock that cannot be given back': () => {
    const path = join(temporaryFolder(), 'lock');
    const release = acquireLock(path);
    rmSync(path);
    mkdirSync(path);
    release();
  },
  'a lock of another machine': () => acquireLock(file(JSON.stringify({ pid: 1, host: `not ${hostname()}` }))),
  'a file that cannot be looked at': () => {
    const records = new RecordFile(temporaryFolder());
    records.close();
    records.close();
  },
  'a folder in the place of records.jsonl': () => {
    const out = temporaryFolder();
    mkdirSync(join(out, 'records.jsonl'));
    readRecords(out);
  },
  'no folder of archives': () => readArchives(file('')),
  'a folder in the place of an archive': () => {
    const out = temporaryFolder();
    mkdirSync(join(out, 'auc-diabetes.jsonl.gz'));
    writeArchives(out, [recordOf(run!, { auc: 0.8 })]);
  },
  'no archive of records': () => readArchives(join(file('', 'two-scale.jsonl.gz'), '..')),
  'a record of another run': async () => {
    const redis = { hmget: async () => [line] } as never;
    for await (const _ of new RecordStore(redis).find(['0'])) expect.unreachable();
  },
  'a pool that is closed': async () => {
    const pool = new RunPool(1, faulty);
    await pool.close();
    await pool.run(run!);
  },
  'a run that fails': async () => {
    const pool = new RunPool(1, faulty);
    await pool.run({ ...run!, config: { fault: 'throws' } }).finally(() => pool.close());
  },
  'several sources': () => {
    const runs = runsOf('two-scale-one-shot-confirmation', 'full', [200]);
    checkOneSource(runs, [recordOf(runs[0]!, { accuracy: 1 })], { commit: null, dirty: false });
  },
  'a run of other code': () => verifyHere()({ ...run!, id: '0' }),
  'no checkpoint': () => new Checkpoint(file('x')).load(),
  'a checkpoint that cannot be written': () => new Checkpoint(join(file(''), 'run')).save({} as never),
  'a record without its metric': () =>
    checkMeasured(findExperiment('auc-diabetes'), [recordOf(run!, { bestAuc: 0.9 })]),
  'a record of other steps': () =>
    checkMeasured(findExperiment('auc-diabetes'), [
      recordOf(run!, { auc: 0.8, bestAuc: 0.9 }),
      { ...recordOf(run!, { auc: 0.8, bestAuc: 0.9 }), curve: [] },
    ]),
  'a text without a place for results': () => replaceResults('', ''),
  'nobody at an address': async () =>
    withRedis((await deadAddress()).replace('http', 'redis'), async () => {}),
  'nothing to publish': () => publish({ out: temporaryFolder(), into: temporaryFolder() }),
  'nothing to report': () => report({ out: temporaryFolder() }),
  'a report that cannot be written': () => {
    const out = temporaryFolder();
    mkdirSync(join(out, 'report.json'));
    return writeReport(
      out,
      runsOf('auc-diabetes', 'smoke').map((run) => recordOf(run, { auc: 0.8, bestAuc: 0.9 })),
    );
  },
  'a benchmark that fails': () => {
    vi.stubEnv('NODE_OPTIONS', '--no-such-option');
    try {
      speed({ only: ['losses'] });
    } finally {
      vi.unstubAllEnvs();
    }
  },
};
