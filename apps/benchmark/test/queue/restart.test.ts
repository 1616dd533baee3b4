import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { RecordStore } from '../../src/queue/record-store';
import { readRecords } from '../../src/records/record-file';
import { finishCli, runCli, startCli } from '../support/command-line';
import { outcomes, shortRunCount, shortRuns } from '../support/kills';
import { temporaryFolder } from '../support/records';
import { startRedis } from '../support/redis';

it.each([
  ['that keeps an append-only file loses nothing and all go on', [], shortRunCount],
  [
    'that comes back empty costs no record that was copied, and the sweep fills it again',
    ['--appendonly', 'no'],
    0,
  ],
] as const)('a Redis killed in the middle %s', async (_, options, kept) => {
  const undisturbed = temporaryFolder();
  await runCli('run', ...shortRuns, '--out', undisturbed);

  const redis = await startRedis(...options);
  const out = temporaryFolder();
  const sweep = finishCli(startCli('sweep', ...shortRuns, '--queue', redis.url, '--out', out));
  const worker = startCli('worker', '--queue', redis.url, '--workers', '2', '--out', out);
  const stopped = finishCli(worker);
  await expect.poll(() => readRecords(out).length, { timeout: 120_000 }).toBeGreaterThan(1);
  await redis.stop('SIGKILL');
  await sleep(1000);
  await redis.start();

  const { code, stderr } = await sweep;
  expect(code).toBe(0);
  expect(stderr).toContain('Lost Redis; waiting for it to come back.\n');
  expect(stderr).toContain('Redis is back.\n');
  expect(outcomes(readRecords(out))).toEqual(outcomes(readRecords(undisturbed)));
  const stored = (await new RecordStore(redis.client).all()).length;
  if (kept > 0) expect(stored).toBe(kept);
  else expect(stored).toBeLessThan(shortRunCount);

  worker.kill('SIGINT');
  const { code: workerCode, stderr: workerSaid } = await stopped;
  expect(workerCode).toBe(130);
  expect(workerSaid).toContain('Redis is back.\n');
});

it('Ctrl-C ends a sweep and a worker whose Redis is gone', async () => {
  const redis = await startRedis();
  const processes = [
    startCli('sweep', ...shortRuns, '--queue', redis.url, '--out', temporaryFolder()),
    startCli('worker', '--queue', redis.url, '--workers', '1', '--out', temporaryFolder()),
  ];
  const finished = processes.map(finishCli);
  await expect.poll(() => redis.client.hlen('backdrop:records'), { timeout: 120_000 }).toBeGreaterThan(0);
  await redis.stop('SIGKILL');
  await sleep(500);
  for (const process of processes) process.kill('SIGINT');
  expect((await Promise.all(finished)).map(({ code }) => code)).toEqual([130, 130]);
});
