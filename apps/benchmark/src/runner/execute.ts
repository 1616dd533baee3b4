import type { Run } from '../experiments/run-list';
import type { RunRecord } from '../records/record';
import type { RecordFile } from '../records/record-file';
import { completeRun, giveUpCheckpoints } from './complete-run';
import { RunPool } from './run-pool';

/** What whoever has runs done is told meanwhile, and how to stop it. */
export interface Execution {
  signal: AbortSignal;
  /** Called after a record is on disk. */
  onRecord: (record: RunRecord) => void;
  /** Called with a sentence for the user. */
  note: (line: string) => void;
}

export interface ExecuteOptions extends Omit<Execution, 'note'> {
  threads: number;
  /** Folder for the states of long runs. */
  checkpoints: string;
}

/**
 * Does the runs on this machine and appends a record as each finishes.
 *
 * When a run fails or the signal aborts, the threads are stopped; what was recorded stays.
 */
export async function execute(
  runs: readonly Run[],
  file: RecordFile,
  { threads: wanted, signal, checkpoints, onRecord }: ExecuteOptions,
): Promise<void> {
  giveUpCheckpoints(checkpoints, file.records);
  if (runs.length === 0) return;
  const threads = Math.min(wanted, runs.length);
  const pool = new RunPool(threads);
  const stop = () => void pool.close();
  signal.addEventListener('abort', stop);
  const waiting = runs.values();
  const takeRuns = async () => {
    for (const run of waiting) {
      await completeRun(pool, run, { checkpoints, keep: (record) => file.append(record), onRecord });
    }
  };
  try {
    await Promise.all(Array.from({ length: threads }, takeRuns));
  } finally {
    signal.removeEventListener('abort', stop);
    await pool.close();
  }
}
