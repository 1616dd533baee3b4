import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { keyPrefix, queueName } from '../../src/queue/keys';
import { runId } from '../../src/records/identity';
import { runsOf } from './records';

const [first, second] = runsOf('auc-diabetes', 'smoke', [1]) as [Run, Run];
type Run = ReturnType<typeof runsOf>[number];

/** What is no run, for any machine. */
export const poisons: Readonly<Record<string, unknown>> = {
  null: null,
  'an empty object': {},
  'a list': [],
  'a word': 'auc-diabetes',
  'a number': 42,
  'another id': { ...first, id: '0123456789abcdef' },
  'another arm under the id': { ...first, id: second.id },
  'a list for a name': { ...first, experiment: ['auc-diabetes'] },
  'a seed of words': { ...first, seed: '100' },
  'no settings': { ...first, config: null },
  'settings of settings': { ...first, config: { ...first.config, hidden: { constructor: null } } },
  '5 MB of text': { ...first, arm: 'x'.repeat(5_000_000) },
  '5 MB instead of it': 'x'.repeat(5_000_000),
};

const identified = (run: Run): Run => ({ ...run, id: runId(run) });

/** A run of another commit, as an old sweep leaves it. */
export const stale = identified({ ...first, config: { ...first.config, revision: 99 } });

/** Runs that only other code could do, each with the id of its settings. */
export const foreign: readonly Run[] = [
  stale,
  identified({ ...first, experiment: 'auc-stars' }),
  identified({ ...first, experiment: 'constructor' }),
  identified({ ...first, arm: 'constructor', seed: 7 }),
  identified({ ...first, preset: '__proto__', seed: 8 }),
];

/** Puts all of them into the queue; the ids of the jobs of the poisons begin with `poison`. */
export async function poison(redis: Redis): Promise<void> {
  const queue = new Queue(queueName, { connection: redis, prefix: keyPrefix });
  for (const [name, data] of Object.entries(poisons)) {
    await queue.add(name, data, { jobId: `poison ${name}`, attempts: 1_000_000 });
  }
  await queue.add('not JSON', {}, { jobId: 'poison not JSON' });
  await redis.hset(`${keyPrefix}:${queueName}:poison not JSON`, 'data', '{"id":');
  for (const run of foreign) await queue.add(run.experiment, run, { jobId: `run-${run.id}` });
}

/** The ids of the jobs in a set of BullMQ's. */
export function jobsIn(redis: Redis, set: 'failed' | 'delayed'): Promise<string[]> {
  return redis.zrange(`${keyPrefix}:${queueName}:${set}`, 0, -1);
}
