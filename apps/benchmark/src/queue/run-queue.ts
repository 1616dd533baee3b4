import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Run } from '../experiments/run-list';
import { keyPrefix, queueName } from './keys';

/** How often a run that fails is tried, each time by another worker: the one it failed on stops. */
const attempts = 3;

/** Runs added to Redis in one go. */
const batch = 500;

/** The runs that wait for a worker, are at work, or have failed; those that are done are in the `RecordStore`. */
export class RunQueue {
  readonly #queue: Queue<Run>;

  constructor(redis: Redis) {
    this.#queue = new Queue(queueName, { connection: redis, prefix: keyPrefix });
    // Its commands throw their own errors, and the connection announces its outages.
    this.#queue.on('error', () => {});
  }

  /** Adds those of the runs that are not in the queue yet, in their order; those that have failed are tried again. */
  async add(runs: readonly Run[]): Promise<void> {
    for (const { run } of await this.failures(runs)) await this.#queue.remove(jobId(run));
    const jobs = runs.map((run) => ({
      name: run.experiment,
      data: run,
      opts: { jobId: jobId(run), attempts, removeOnComplete: true },
    }));
    for (let start = 0; start < jobs.length; start += batch) {
      await this.#queue.addBulk(jobs.slice(start, start + batch));
    }
  }

  /** Those of the runs that were given up, and why. */
  async failures(runs: readonly Run[]): Promise<{ run: Run; reason: string }[]> {
    const ids = new Set(runs.map(({ id }) => id));
    const failed = await this.#queue.getFailed();
    return failed
      .filter(({ data }) => ids.has(data.id))
      .map(({ data, failedReason }) => ({ run: data, reason: failedReason }));
  }
}

/** BullMQ keeps ids of nothing but digits for itself. */
function jobId({ id }: Run): string {
  return `run-${id}`;
}
