import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, WaitingError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Run } from '../experiments/run-list';
import type { RunRecord } from '../records/record';
import { completeRun } from '../runner/complete-run';
import type { RunPool } from '../runner/run-pool';
import { announceOutages } from './connect';
import { keyPrefix, queueName } from './keys';
import { RecordStore } from './record-store';
import { isRefusal } from './redis-error';

/** Milliseconds; a run whose worker has not been heard of for so long goes to another. */
const lockDuration = 5000;
/** Milliseconds between two searches for such runs. */
const stalledInterval = 2500;
/** How often the workers of a run may die. More often, it is likely to be the run that kills them. */
const maxStalledCount = 20;
/** Milliseconds for giving runs back in the end, when Redis may be gone. */
const patience = 5000;

export interface TakeRunsOptions {
  /** Does the runs, as many at a time as `threads` says; is closed in the end. */
  pool: RunPool;
  threads: number;
  /** Folder for the states of long runs. */
  checkpoints: string;
  signal: AbortSignal;
  /** The same run with the code and the data of this machine; throws where that is another run. */
  verify: (run: Run) => Promise<Run>;
  /** Called after a record is in Redis. */
  onRecord: (record: RunRecord) => void;
  note: (line: string) => void;
}

/**
 * Takes runs from the queue, one a thread, and stores their records, until the signal aborts. What is not finished then
 * goes back into the queue.
 *
 * @throws Error when a run fails, when one cannot be done with the code and data of this machine, or when Redis refuses a
 *   command. Other workers go on: they try the failed run again, and do the one that this machine cannot do.
 */
export async function takeRuns(redis: Redis, options: TakeRunsOptions): Promise<void> {
  const { pool, threads, checkpoints, signal, verify, onRecord, note } = options;
  const store = new RecordStore(redis);
  const end = new AbortController();
  const stop = () => end.abort();
  let failure: Error | undefined;
  const fail = (error: Error) => {
    failure ??= error;
    stop();
  };

  const work = async (job: Job<Run>, token?: string): Promise<void> => {
    try {
      const run = await verify(job.data).catch(fail);
      if (!run || end.signal.aborted) return await giveBack(job, token);
      if (await store.has(run.id)) return;
      await completeRun(pool, run, { checkpoints, keep: (record) => store.add(record), onRecord });
    } catch (error) {
      if (error instanceof WaitingError) throw error;
      // Closing the pool makes the runs in it fail, which is not their fault.
      if (end.signal.aborted) return await giveBack(job, token);
      fail(error as Error);
      throw error;
    }
  };

  const worker = new Worker<Run, void>(queueName, work, {
    connection: redis,
    prefix: keyPrefix,
    concurrency: threads,
    lockDuration,
    stalledInterval,
    maxStalledCount,
  });
  worker.on('stalled', () => note('A worker has died or lost Redis; its run goes to another.'));
  worker.on('error', (error) => {
    if (isRefusal(error)) fail(error);
  });

  announceOutages(redis, note);
  signal.addEventListener('abort', stop);
  if (!signal.aborted) await once(end.signal, 'abort');
  signal.removeEventListener('abort', stop);
  const closed = worker.close();
  await pool.close();
  await Promise.race([closed, sleep(patience, undefined, { ref: false })]);
  if (failure) throw failure;
}

async function giveBack(job: Job, token: string | undefined): Promise<never> {
  await job.moveToWait(token);
  throw new WaitingError();
}
