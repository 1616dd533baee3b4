import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { DelayedError, type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { fail } from '../check';
import type { Run } from '../experiments/run-list';
import type { RunRecord } from '../records/record';
import { completeRun } from '../runner/complete-run';
import type { RunPool } from '../runner/run-pool';
import { checkJob } from './check-job';
import { announceOutages } from './connect';
import { keyPrefix, queueName } from './keys';
import { RecordStore } from './record-store';
import { isRefusal } from './redis-error';
import { attempts, RunQueue } from './run-queue';

/** Milliseconds; a run whose worker has not been heard of for so long goes to another. */
const lockDuration = 5000;
/** Milliseconds between two searches for such runs. */
const stalledInterval = 2500;
/** How often the workers of a run may die. More often, it is likely to be the run that kills them. */
const maxStalledCount = 20;
/** Milliseconds for giving runs back in the end, when Redis may be gone. */
const patience = 5000;

/** Milliseconds after which a run that a worker cannot do is offered again, at first and at most. */
const [firstPause, longestPause] = [5000, 300_000];
/** How often a run may be refused before it is given up: half an hour, if there are workers. */
const mostRefusals = 12;

export interface TakeRunsOptions {
  /** Does the runs, as many at a time as `threads` says; is closed in the end. */
  pool: RunPool;
  threads: number;
  /** Folder for the states of long runs. */
  checkpoints: string;
  signal: AbortSignal;
  /** The same run with the code and the data of this machine; throws where that is another run, or none. */
  verify: (run: Run) => Promise<Run>;
  /** Called after a record is in Redis. */
  onRecord: (record: RunRecord) => void;
  note: (line: string) => void;
}

/**
 * Takes runs from the queue, one a thread, and stores their records, until the signal aborts. What is not finished then
 * goes back into the queue. A job that is no run is given up at once, and one that cannot be done with the code and data
 * of this machine is left to others; both are noted, and the worker goes on.
 *
 * @throws Error when a run fails, or when Redis refuses a command. Other workers go on, and try the failed run again.
 */
export async function takeRuns(redis: Redis, options: TakeRunsOptions): Promise<void> {
  const { pool, threads, signal, note } = options;
  const end = new AbortController();
  const stop = () => end.abort();
  let failure: Error | undefined;
  const giveUp = (error: Error) => {
    failure ??= error;
    stop();
  };
  const worker = new Worker<unknown, void>(queueName, createWork(redis, options, end.signal, giveUp), {
    connection: redis,
    prefix: keyPrefix,
    concurrency: threads,
    lockDuration,
    stalledInterval,
    maxStalledCount,
  });
  worker.on('stalled', () => note('A worker has died or lost Redis; its run goes to another.'));
  worker.on('error', (error) => {
    if (isRefusal(error)) giveUp(error);
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

/** What a worker does with a job; `ending` aborts when the worker stops, which `giveUp` makes it do. */
function createWork(
  redis: Redis,
  { pool, checkpoints, verify, onRecord, note }: TakeRunsOptions,
  ending: AbortSignal,
  giveUp: (error: Error) => void,
): (job: Job<unknown>, token?: string) => Promise<void> {
  const store = new RecordStore(redis);
  const queue = new RunQueue(redis);
  const left = new Set<string>();

  /** Offers the run again later, to whoever is there then. */
  const leave = async (run: Run, reason: string, job: Job<unknown>, token?: string): Promise<never> => {
    // One line for each kind: there may be thousands.
    const kind = `${run.experiment} ${run.preset}`;
    if (!left.has(kind)) note(reason);
    left.add(kind);
    const refusals = await queue.refuse(run.id, reason);
    if (refusals >= mostRefusals) {
      fail('takeRuns', 'a worker must be able to do a run', `${refusals} that left it to others`, reason, {
        kind: UnrecoverableError,
      });
    }
    await job.moveToDelayed(Date.now() + Math.min(firstPause * 2 ** (refusals - 1), longestPause), token);
    throw new DelayedError();
  };

  const runOf = (data: unknown): Run => {
    try {
      return checkJob(data);
    } catch (error) {
      note((error as Error).message);
      throw new UnrecoverableError((error as Error).message);
    }
  };

  return async (job, token) => {
    const wanted = runOf(job.data);
    try {
      if (ending.aborted) return await giveBack(job, token);
      if (await store.has(wanted.id)) return;
      const run = await verify(wanted).catch((error: Error) => leave(wanted, error.message, job, token));
      if (ending.aborted) return await giveBack(job, token);
      await completeRun(pool, run, { checkpoints, keep: (record) => store.add(record), onRecord });
    } catch (error) {
      if ([WaitingError, DelayedError, UnrecoverableError].some((kind) => error instanceof kind)) throw error;
      // Closing the pool makes the runs in it fail, which is not their fault.
      if (ending.aborted) return await giveBack(job, token);
      giveUp(error as Error);
      // Whatever the job says about its attempts.
      if (job.attemptsMade + 1 >= attempts) throw new UnrecoverableError((error as Error).message);
      throw error;
    }
  };
}

async function giveBack(job: Job<unknown>, token: string | undefined): Promise<never> {
  await job.moveToWait(token);
  throw new WaitingError();
}
