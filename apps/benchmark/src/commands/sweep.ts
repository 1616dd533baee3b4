import type { Redis } from 'ioredis';
import type { RunList } from '../experiments/run-list';
import { redact } from '../queue/address';
import { withRedis } from '../queue/connect';
import { exchangeRecords } from '../queue/exchange';
import { follow } from '../queue/follow';
import { RecordStore } from '../queue/record-store';
import { RunQueue } from '../queue/run-queue';
import { RecordFile } from '../records/record-file';
import { renderTerminal } from '../report/render-terminal';
import { missingRuns, recordRuns } from './record-runs';
import { type SelectionOptions, selectRuns } from './select-runs';

export interface SweepOptions extends SelectionOptions {
  /** Address of the Redis. */
  queue: string;
  out: string;
  /** Whether to stay until the workers have done the runs. */
  wait: boolean;
}

/** Puts runs that are recorded neither here nor in Redis into a queue, and copies their records as workers finish them. */
export async function sweep(
  names: readonly string[],
  { queue: address, out, wait, ...selection }: SweepOptions,
): Promise<void> {
  const lists: RunList[] = [];
  for (const name of new Set(names)) lists.push(await selectRuns('sweep', name, selection));

  await withRedis(address, async (redis) => {
    const missing = await enqueue(redis, lists, out);
    process.stderr.write(`Workers take the runs with: pnpm bench worker --queue ${redact(address)}\n`);
    if (!wait) {
      process.stderr.write(`${missing} runs are in the queue.\n`);
      return;
    }
    const summaries = await recordRuns(lists, out, {
      execute: (runs, file, execution) => follow(redis, runs, file, execution),
      farewell: 'Stopped watching. The workers go on; the same command watches again.',
    });
    for (const [index, summary] of summaries.entries())
      console.log(`\n${renderTerminal(lists[index]!.experiment, summary)}`);
  });
}

/** Returns the number of runs that are recorded neither in the folder nor in Redis, and now in the queue. */
async function enqueue(redis: Redis, lists: readonly RunList[], out: string): Promise<number> {
  const queue = new RunQueue(redis);
  const file = new RecordFile(out);
  try {
    const runs = lists.flatMap((list) => list.runs);
    await exchangeRecords(runs, file, new RecordStore(redis));
    const missing = missingRuns(lists, file);
    await queue.add(missing);
    return missing.length;
  } finally {
    file.close();
  }
}
