import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Run } from '../experiments/run-list';
import { inBatches } from './batches';
import { keyPrefix, queueName, refusalCountsKey, refusalsKey } from './keys';

/** How often a run that fails is tried, each time by another worker: the one it failed on stops. */
export const attempts = 3;

/** A job that was given up, and why; `run` is the one of those asked for, undefined for a job of somebody else. */
export interface Failure {
  jobId: string;
  run: Run | undefined;
  reason: string;
}

/** The runs that wait for a worker, are at work, or have failed; those that are done are in the `RecordStore`. */
export class RunQueue {
  readonly #queue: Queue;
  readonly #redis: Redis;

  constructor(redis: Redis) {
    this.#redis = redis;
    this.#queue = new Queue(queueName, { connection: redis, prefix: keyPrefix });
    // Its commands throw their own errors, and the connection announces its outages.
    this.#queue.on('error', () => {});
  }

  /** Adds those of the runs that are not in the queue yet, in their order; those that have failed are tried again. */
  async add(runs: readonly Run[]): Promise<void> {
    for await (const { jobId, run } of this.failures(runs)) if (run) await this.#queue.remove(jobId);
    for (const some of inBatches(runs)) {
      await this.#forgetRefusals(some.map(({ id }) => id));
      await this.#queue.addBulk(
        some.map((run) => ({
          name: run.experiment,
          data: run,
          opts: { jobId: jobIdOf(run.id), attempts, removeOnComplete: true },
        })),
      );
    }
  }

  /** The jobs that were given up, whoever has put them there. */
  async *failures(runs: readonly Run[]): AsyncGenerator<Failure> {
    const asked = new Map(runs.map((run) => [jobIdOf(run.id), run]));
    const failed = await this.#redis.zrange(`${keyPrefix}:${queueName}:failed`, 0, -1);
    for (const jobId of failed) {
      // Not as a job of BullMQ's: what is in it may be anything.
      const reason = await this.#redis.hget(`${keyPrefix}:${queueName}:${jobId}`, 'failedReason');
      yield { jobId, run: asked.get(jobId), reason: reason ?? 'no reason is known.' };
    }
  }

  /** Notes that a worker cannot do a run; returns how often it was refused by now. */
  async refuse(id: string, reason: string): Promise<number> {
    await this.#redis.hset(refusalsKey, id, reason);
    return this.#redis.hincrby(refusalCountsKey, id, 1);
  }

  /** Why workers have left some of the runs to others. */
  async refusals(runs: readonly Run[]): Promise<string[]> {
    if ((await this.#redis.hlen(refusalsKey)) === 0) return [];
    const reasons: (string | null)[] = [];
    for (const some of inBatches(runs)) {
      reasons.push(...(await this.#redis.hmget(refusalsKey, ...some.map(({ id }) => id))));
    }
    return reasons.filter((reason) => reason !== null);
  }

  async #forgetRefusals(ids: readonly string[]): Promise<void> {
    await this.#redis.hdel(refusalsKey, ...ids);
    await this.#redis.hdel(refusalCountsKey, ...ids);
  }
}

/** BullMQ keeps ids of nothing but digits for itself. */
function jobIdOf(id: string): string {
  return `run-${id}`;
}
