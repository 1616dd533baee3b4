import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { fail } from '../check';
import type { Run } from '../experiments/run-list';
import type { RecordFile } from '../records/record-file';
import type { Execution } from '../runner/execute';
import { announceOutages } from './connect';
import { RecordStore } from './record-store';
import { RunQueue } from './run-queue';

/** Milliseconds between two looks at what the workers have finished. */
const interval = 500;

/**
 * Appends the records of runs in the queue as the workers finish them.
 *
 * @throws Error when runs have failed, once there is nothing else to wait for, and when the signal aborts.
 */
export async function follow(
  redis: Redis,
  runs: readonly Run[],
  file: RecordFile,
  { signal, onRecord, note }: Execution,
): Promise<void> {
  const queue = new RunQueue(redis);
  const store = new RecordStore(redis);
  const missing = new Map(runs.map((run) => [run.id, run]));
  const told = new Set<string>();
  /** Notes what was not told before. */
  const tell = (line: string) => {
    if (!told.has(line)) note(line);
    told.add(line);
  };
  // What somebody else's jobs have failed by is told from now on.
  const before = new Set<string>();
  for await (const { jobId, run } of queue.failures(runs)) if (!run) before.add(jobId);
  let restarted = false;
  redis.on('ready', () => {
    restarted = true;
  });

  const copyRecords = async () => {
    for (;;) {
      const waited = [...missing.values()];
      for await (const record of store.find(waited.map(({ id }) => id))) {
        signal.throwIfAborted();
        file.append(record);
        missing.delete(record.id);
        onRecord(record);
      }
      let givenUp = 0;
      for await (const { jobId, run, reason } of queue.failures(waited)) {
        signal.throwIfAborted();
        if (!run && !before.has(jobId)) tell(`Set aside, of no run here (${jobId}): ${reason}`);
        // A run that was given up may have been recorded by a worker that had only lost Redis.
        if (!run || !missing.has(run.id)) continue;
        tell(`Given up: ${reason}`);
        givenUp++;
      }
      for (const reason of await queue.refusals([...missing.values()]))
        tell(`Left to other workers: ${reason}`);
      signal.throwIfAborted();
      if (missing.size === givenUp) return;
      await sleep(interval, undefined, { signal });
      // Redis may have come back with less than it had.
      if (restarted) await queue.add([...missing.values()]);
      restarted = false;
    }
  };
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  announceOutages(redis, note);
  // While Redis is gone, its commands neither succeed nor fail.
  await Promise.race([copyRecords(), interrupted]);
  if (missing.size > 0) {
    fail(
      'sweep',
      'all runs must be done',
      `${missing.size} that failed, see above`,
      'the same command tries them again',
    );
  }
}
