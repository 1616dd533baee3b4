import { join } from 'node:path';
import { fail, show } from '../check';
import { findExperiment } from '../experiments';
import type { Run } from '../experiments/run-list';
import { redact } from '../queue/address';
import { withRedis } from '../queue/connect';
import { takeRuns } from '../queue/take-runs';
import { RunPool } from '../runner/run-pool';
import { StatusLine } from '../runner/status-line';
import { verifyRun } from '../runner/verify-run';
import { interruptible } from './interruptible';
import { prepareData } from './prepare-data';

export interface WorkerOptions {
  /** Address of the Redis. */
  queue: string;
  workers: number;
  out: string;
}

/** Does the runs of sweeps until Ctrl-C. */
export async function worker({ queue: address, workers, out }: WorkerOptions): Promise<void> {
  const status = new StatusLine(process.stderr, () => performance.now());
  let done = 0;
  await interruptible('Stopped. What was not finished is back in the queue.', (signal) =>
    withRedis(address, async (redis) => {
      status.note(
        `Taking runs from ${redact(address)}, ${workers} at a time. Ctrl-C gives unfinished ones back.`,
      );
      try {
        await takeRuns(redis, {
          pool: new RunPool(workers),
          threads: workers,
          checkpoints: join(out, 'checkpoints'),
          signal,
          verify: verifyHere(),
          onRecord: ({ experiment, arm, seed, seconds, peakMemory }) => {
            done++;
            status.update(
              `${done} done, peak ${peakMemory} MiB  ${experiment} ${arm}, seed ${seed}, ${seconds.toFixed(1)} s`,
            );
          },
          note: (line) => status.note(line),
        });
      } finally {
        status.close();
      }
    }),
  );
}

/** Checks runs of the queue against this checkout and its data; finds the data of each experiment once. */
export function verifyHere(): (run: Run) => Promise<Run> {
  const data = new Map<string, Promise<string | undefined>>();
  return async (run) => {
    try {
      const fingerprint =
        data.get(run.experiment) ?? prepareData(findExperiment(run.experiment), { download: true });
      data.set(run.experiment, fingerprint);
      return verifyRun(run, await fingerprint);
    } catch (error) {
      return fail(
        'worker',
        'a run of the queue must be one of this code and data',
        show(error),
        'it is left to others: give one the code and the data that the sweep was started with',
      );
    }
  };
}
