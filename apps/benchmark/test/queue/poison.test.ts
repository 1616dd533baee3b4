import { once } from 'node:events';
import { Queue } from 'bullmq';
import { expect, it } from 'vitest';
import { keyPrefix, queueName, refusalCountsKey } from '../../src/queue/keys';
import { RecordStore } from '../../src/queue/record-store';
import { RunQueue } from '../../src/queue/run-queue';
import { runId } from '../../src/records/identity';
import { finishCli, startCli } from '../support/command-line';
import { recordOf, runsOf, temporaryFolder } from '../support/records';
import { startRedis } from '../support/redis';

const runs = runsOf('auc-diabetes', 'smoke');
const [first] = runs as [(typeof runs)[number]];
const config = { ...first.config, revision: 99 };

/** What is no run, for any machine. */
const poisons: Readonly<Record<string, unknown>> = {
  null: null,
  'an empty object': {},
  'a list': [],
  'a word': 'auc-diabetes',
  'a number': 42,
  'another id': { ...first, id: '0123456789abcdef' },
  'another arm under the id': { ...first, id: runs[1]!.id },
  'a list for a name': { ...first, experiment: ['auc-diabetes'] },
  'a seed of words': { ...first, seed: '100' },
  'no settings': { ...first, config: null },
  'settings of settings': { ...first, config: { ...first.config, hidden: { constructor: null } } },
  '5 MB of text': { ...first, arm: 'x'.repeat(5_000_000) },
  '5 MB instead of it': 'x'.repeat(5_000_000),
};

/** Runs that only other code could do, each with the id of its settings. */
const foreign = [
  { ...first, config, id: runId({ ...first, config }) },
  { ...first, experiment: 'auc-stars', id: runId({ ...first, experiment: 'auc-stars' }) },
  { ...first, experiment: 'constructor', id: runId({ ...first, experiment: 'constructor' }) },
  { ...first, arm: 'constructor', seed: 7, id: runId({ ...first, seed: 7 }) },
  { ...first, preset: '__proto__', seed: 8, id: runId({ ...first, seed: 8 }) },
];

it('poisoned jobs are set aside, foreign runs left to others, and the good ones behind them done', async () => {
  const redis = await startRedis();
  const queue = new Queue(queueName, { connection: redis.client, prefix: keyPrefix });
  for (const [name, data] of Object.entries(poisons)) {
    await queue.add(name, data, { jobId: `poison ${name}`, attempts: 1_000_000 });
  }
  await queue.add('not JSON', {}, { jobId: 'poison not JSON' });
  await redis.client.hset(`${keyPrefix}:${queueName}:poison not JSON`, 'data', '{"id":');
  for (const run of foreign) await queue.add(run.experiment, run, { jobId: `run-${run.id}` });

  const out = temporaryFolder();
  const smoke = ['auc-diabetes', '--preset', 'smoke', '--queue', redis.url, '--out', out];
  const sweep = finishCli(startCli('sweep', ...smoke));
  const child = startCli('worker', '--queue', redis.url, '--workers', '1', '--out', temporaryFolder());
  const worker = finishCli(child);
  const { code, stderr } = await sweep;
  expect(code, stderr).toBe(0);
  expect((await new RecordStore(redis.client).all()).map(({ id }) => id).sort()).toEqual(
    runs.map(({ id }) => id).sort(),
  );

  const set = async (name: string) => redis.client.zrange(`${keyPrefix}:${queueName}:${name}`, 0, -1);
  const named = Object.keys(poisons).map((name) => `poison ${name}`);
  expect(await set('failed')).toEqual(expect.arrayContaining(named));
  expect(stderr).toContain('Set aside, of no run here (poison null): A job of the queue is no run');
  expect((await set('delayed')).sort()).toEqual(foreign.map(({ id }) => `run-${id}`).sort());

  child.kill('SIGINT');
  const said = await worker;
  expect(said.code, said.stderr).toBe(130);
  expect(said.stderr).toMatch(/This worker cannot do a run of the queue: .*revision 99.* left to others/);
  expect(said.stderr.length).toBeLessThan(20_000);
});

it('a sweep is told what workers leave, and what nobody could do is given up', async () => {
  const redis = await startRedis();
  const [stale] = foreign as [(typeof foreign)[number]];
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
    expect(reason).toMatch(/^No worker could do it\. This worker cannot do a run/);
  }
  // Asked for again, it is offered again.
  await queue.add([stale]);
  expect(await queue.refusals([stale])).toEqual([]);
  child.kill('SIGKILL');
  await once(child, 'close');
});

it('124,000 runs are enqueued, exchanged and found', async () => {
  const redis = await startRedis('--appendonly', 'no');
  const seeds = Array.from({ length: 31_000 }, (_, seed) => seed);
  const many = runsOf('auc-diabetes', 'smoke', seeds);
  expect(many).toHaveLength(124_000);
  const queue = new RunQueue(redis.client);
  await queue.add(many);
  expect(await redis.client.llen(`${keyPrefix}:${queueName}:wait`)).toBe(124_000);
  const store = new RecordStore(redis.client);
  const last = many.at(-1)!;
  await store.addAll([recordOf(last, { auc: 0.8, bestAuc: 0.9 })]);
  const found: string[] = [];
  for await (const { id } of store.find(many.map(({ id }) => id))) found.push(id);
  expect(found).toEqual([last.id]);
  expect(await queue.refusals(many)).toEqual([]);
});
