// What takes a Redis to be refused is told in one form too, see test/refusals.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type * as check from '../../src/check';
import { report, writeReport } from '../../src/commands/report';
import { withRedis } from '../../src/queue/connect';
import { follow } from '../../src/queue/follow';
import { keyPrefix, queueName, refusalCountsKey } from '../../src/queue/keys';
import { RunQueue } from '../../src/queue/run-queue';
import { takeRuns } from '../../src/queue/take-runs';
import { RecordFile } from '../../src/records/record-file';
import { RunPool } from '../../src/runner/run-pool';
import { deadAddress } from '../support/file-server';
import { jobsIn } from '../support/poison';
import { recordOf, runsOf, temporaryFolder } from '../support/records';
import { startRedis } from '../support/redis';
import { expectForm, refusalSites, refusals } from '../support/refusals';

vi.mock('../../src/check', async (original) =>
  (await import('../support/refusals')).watchRefusals(await original<typeof check>()),
);

const runs = runsOf('auc-diabetes', 'smoke', [100]);

it('every place that takes a Redis to refuse is reached, and in form', async () => {
  const redis = await startRedis();
  const told = (act: () => Promise<unknown>) =>
    act().then(
      () => expect.unreachable(),
      (error: Error) => expectForm(error),
    );

  await told(() => withRedis(redis.url, (client) => client.call('NOSUCHCOMMAND')));
  await told(async () => withRedis((await deadAddress()).replace('http', 'redis'), async () => {}));

  await told(() => report({ out: temporaryFolder(), queue: redis.url }));
  await told(() => report({ out: temporaryFolder() }));
  const out = temporaryFolder();
  mkdirSync(join(out, 'report.json'));
  await told(() =>
    writeReport(
      out,
      runs.map((run) => recordOf(run, { auc: 0.8, bestAuc: 0.9 })),
    ),
  );

  await redis.client.zadd(`${keyPrefix}:${queueName}:failed`, 1, `run-${runs[0]!.id}`);
  const file = new RecordFile(temporaryFolder());
  const { signal } = new AbortController();
  await told(() =>
    follow(redis.client, runs.slice(0, 1), file, { signal, onRecord: () => {}, note: () => {} }),
  );
  file.close();

  const queue = new RunQueue(redis.client);
  await queue.add(runs.slice(1, 2));
  await redis.client.hset(refusalCountsKey, runs[1]!.id, 11);
  const end = new AbortController();
  const working = takeRuns(redis.connect(), {
    pool: new RunPool(1, new URL('../support/faulty-thread.mjs', import.meta.url)),
    threads: 1,
    checkpoints: temporaryFolder(),
    signal: end.signal,
    verify: async () => Promise.reject(new Error('of other code')),
    onRecord: () => {},
    note: () => {},
  });
  await expect
    .poll(() => jobsIn(redis.client, 'failed'), { timeout: 60_000 })
    .toContain(`run-${runs[1]!.id}`);
  end.abort();
  await working;

  for (const { error } of refusals) expectForm(error);
  const sites = refusalSites({ redis: true });
  const reached = new Set(refusals.flatMap(({ sites }) => sites));
  expect(sites.length).toBeGreaterThan(5);
  expect(sites.filter((site) => !reached.has(site))).toEqual([]);
});
