import { rmSync } from 'node:fs';
import type { Run } from '../experiments/run-list';
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
  rmSync(checkpoint, { force: true });
  onRecord(record);
}
