import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RecordStore } from '../../src/queue/record-store';
import { readRecords } from '../../src/records/record-file';
import { finishCli, runCli, startCli } from '../support/command-line';
import { killAtRandom, kills, outcomes, shortRunCount, shortRuns } from '../support/kills';
import { foreign, jobsIn, poison, poisons } from '../support/poison';
import { temporaryFolder } from '../support/records';
import { startRedis } from '../support/redis';

it(`workers killed ${kills} times record every run once, whatever else is in the queue, with the results of an undisturbed sweep`, async () => {
  const undisturbed = temporaryFolder();
  await runCli('run', ...shortRuns, '--workers', '2', '--out', undisturbed);
  const expected = outcomes(readRecords(undisturbed));
  expect(expected).toHaveLength(shortRunCount);

  const redis = await startRedis();
  const store = new RecordStore(redis.client);
  await poison(redis.client);
  const out = temporaryFolder();
  const sweep = finishCli(startCli('sweep', ...shortRuns, '--queue', redis.url, '--out', out));
  const startWorker = () => startCli('worker', '--queue', redis.url, '--workers', '1', '--out', out);
  const workers = [startWorker(), startWorker()];
  await killAtRandom(
    () => redis.client.hlen('backdrop:records'),
    async (index) => {
      const victim = workers[index % 2]!;
      const finished = finishCli(victim);
      victim.kill('SIGKILL');
      expect((await finished).signal).toBe('SIGKILL');
      workers[index % 2] = startWorker();
    },
  );
  expect(await redis.client.hlen('backdrop:records')).toBeLessThan(shortRunCount);
  expect((await sweep).code).toBe(0);
  expect(outcomes(await store.all())).toEqual(expected);
  // What was mixed in is recorded nowhere, and known for what it is: given up, or left to other workers. A killed worker may have held
  // some of it, which another takes up half a minute later.
  const failed = () => jobsIn(redis.client, 'failed');
  const left = async () => [...(await failed()), ...(await jobsIn(redis.client, 'delayed'))];
  const soon = { timeout: 120_000 };
  await expect
    .poll(failed, soon)
    .toEqual(expect.arrayContaining(Object.keys(poisons).map((name) => `poison ${name}`)));
  await expect.poll(left, soon).toEqual(expect.arrayContaining(foreign.map(({ id }) => `run-${id}`)));
  expect(readFileSync(join(out, 'records.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(shortRunCount);
  expect(outcomes(readRecords(out))).toEqual(expected);
}, 3_600_000);
