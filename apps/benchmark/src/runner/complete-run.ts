import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '../experiments/run-list';
import { attempt } from '../files/attempt';
import { namesIfPresent } from '../files/read-if-present';
import type { RunRecord } from '../records/record';
import type { RunPool } from './run-pool';

export interface Completion {
  /** Folder for the states of long runs. */
  checkpoints: string;
  /** Puts the record where it counts from then on. */
  keep: (record: RunRecord) => void | Promise<void>;
  /** Called after the record was kept. */
  onRecord: (record: RunRecord) => void;
}

/** Does a run, from its checkpoint if there is one, and keeps its record; only then is the checkpoint given up. */
export async function completeRun(
  pool: RunPool,
  run: Run,
  { checkpoints, keep, onRecord }: Completion,
): Promise<void> {
  const checkpoint = pool.checkpointOf(checkpoints, run);
  const record = await pool.run(run, checkpoint);
  await keep(record);
  // One that stays is given up by the next start.
  attempt(() => rmSync(checkpoint, { force: true }));
  onRecord(record);
}

/** Gives up the checkpoints of recorded runs, which a process leaves that ends between the two. */
export function giveUpCheckpoints(folder: string, records: readonly RunRecord[]): void {
  const recorded = new Set(records.map(({ id }) => id));
  attempt(() => {
    for (const name of namesIfPresent(folder)) {
      if (recorded.has(name.split('-')[0]!)) rmSync(join(folder, name), { force: true });
    }
  });
}
