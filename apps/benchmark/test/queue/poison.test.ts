import { once } from 'node:events';
import { expect, it } from 'vitest';
import { keyPrefix, queueName, refusalCountsKey } from '../../src/queue/keys';
import { RecordStore } from '../../src/queue/record-store';
import { RunQueue } from '../../src/queue/run-queue';
import { finishCli, saying, startCli } from '../support/command-line';
import { foreign, jobsIn, poison, poisons, stale } from '../support/poison';
import { recordOf, runsOf, temporaryFolder } from '../support/records';
import { startRedis } from '../support/redis';

const runs = runsOf('auc-diabetes', 'smoke');
it('poisoned jobs are set aside, foreign runs left to others, and the good ones behind them done', async () => {
  const redis = await startRedis();
  await poison(redis.client);
  const out = temporaryFolder();
  const smoke = ['auc-diabetes', '--preset', 'smoke', '--queue', redis.url, '--out', out];
  const sweeping = startCli('sweep', ...smoke);
  const sweep = finishCli(sweeping);
  await saying(sweeping, '12 runs to do.');
  const child = startCli('worker', '--queue', redis.url, '--workers', '1', '--out', temporaryFolder());
  const worker = finishCli(child);
  const { code, stderr } = await sweep;
  expect(code, stderr).toBe(0);
  expect((await new RecordStore(redis.client).all()).map(({ id }) => id).sort()).toEqual(
    runs.map(({ id }) => id).sort(),
  );

  const named = Object.keys(poisons).map((name) => `poison ${name}`);
  expect(await jobsIn(redis.client, 'failed')).toEqual(expect.arrayContaining(named));
  expect(stderr).toContain(
    'Set aside, of no run here (poison 5 MB of text): checkJob: a job of the queue must be a run',
  );
  // At any one moment the worker may be looking at one of them again.
  await expect
    .poll(async () => (await jobsIn(redis.client, 'delayed')).sort(), { timeout: 60_000 })
    .toEqual(foreign.map(({ id }) => `run-${id}`).sort());

  child.kill('SIGINT');
  const said = await worker;
  expect(said.code, said.stderr).toBe(130);
  expect(said.stderr).toMatch(
    /worker: a run of the queue must be one of this code and data, got .*revision 99.* left to others/,
  );
  expect(said.stderr.length).toBeLessThan(20_000);
});

it('a sweep is told what workers leave, and what nobody could do is given up', async () => {
  const redis = await startRedis();
  const queue = new RunQueue(redis.client);
  await queue.add([stale]);
  await redis.client.hset(refusalCountsKey, stale.id, 11);
  const child = startCli('worker', '--queue', redis.url, '--workers', '1', '--out', temporaryFolder());
  await expect
    .poll(async () => (await redis.client.zcard(`${keyPrefix}:${queueName}:failed`)) === 1, {
      timeout: 60_000,
    })
    .toBe(true);
  expect(await queue.refusals([stale])).toEqual([expect.stringContaining('revision 99')]);
  for await (const { run, reason } of queue.failures([stale])) {
    expect(run).toEqual(stale);
    expect(reason).toMatch(
      /^takeRuns: a worker must be able to do a run, got 12 that left it to others; worker: a run of the queue/,
    );
  }
  // Asked for again, it is offered again.
  await queue.add([stale]);
  expect(await queue.refusals([stale])).toEqual([]);
  child.kill('SIGKILL');
  await once(child, 'close');
});

/** How many runs the test of a long queue puts into it; `BACKDROPJS_QUEUED_RUNS` sets another number, for a long check. */
const queued = Number(process.env['BACKDROPJS_QUEUED_RUNS'] ?? 4000);

it(`${queued} runs are enqueued in bounded memory, and 124,000 looked for`, async () => {
  const redis = await startRedis('--appendonly', 'no');
  const seeds = (runs: number) => Array.from({ length: runs / 4 }, (_, seed) => seed);
  const queue = new RunQueue(redis.client);
  const before = process.memoryUsage().rss;
  await queue.add(runsOf('auc-diabetes', 'smoke', seeds(queued)));
  // The runs of an arm share their settings: what a run takes is its id and place.
  const bytes = process.memoryUsage().rss - before;
  expect(bytes / queued, 'bytes a run').toBeLessThan(1000 + 2 ** 28 / queued);
  expect(await redis.client.llen(`${keyPrefix}:${queueName}:wait`)).toBe(queued);

  const many = runsOf('auc-diabetes', 'smoke', seeds(124_000));
  const store = new RecordStore(redis.client);
  const last = many.at(-1)!;
  await store.addAll([recordOf(last, { auc: 0.8, bestAuc: 0.9 })]);
  const found: string[] = [];
  for await (const { id } of store.find(many.map(({ id }) => id))) found.push(id);
  expect(found).toEqual([last.id]);
  await queue.refuse(last.id, 'no reason');
  expect(await queue.refusals(many)).toEqual(['no reason']);
}, 3_600_000);
