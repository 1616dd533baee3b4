import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { RunRecord } from '../records/record';
import type { RecordFile } from '../records/record-file';
import type { WorkerMessage, WorkerTask } from '../worker';
import type { PlannedRun } from './plan';
import { collectProvenance } from './provenance';

export interface ExecuteOptions {
  backend: WorkerTask['backend'];
  workers: number;
  signal: AbortSignal;
  /** Called after a record is on disk. */
  onRecord: (record: RunRecord) => void;
}

/**
 * Does the runs in worker threads, each with a tfjs backend of its own, and appends a record as each finishes.
 *
 * The runs of an experiment and seed go to one worker, which draws their data once. When a run fails or the signal
 * aborts, the workers are stopped; what was recorded stays.
 */
export async function execute(
  runs: readonly PlannedRun[],
  file: RecordFile,
  { backend, workers, signal, onRecord }: ExecuteOptions,
): Promise<void> {
  const groups = groupByData(runs);
  if (groups.length === 0) return;
  const threads = Math.min(workers, groups.length);
  const pool = new Piscina({
    filename: new URL('./worker.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
  });
  const provenance = collectProvenance();
  const stop = () => void pool.destroy();
  signal.addEventListener('abort', stop);
  const runGroup = async (group: readonly PlannedRun[]) => {
    const { port1, port2 } = new MessageChannel();
    const remaining = [...group];
    // The pool may report a task as finished before its last messages arrive.
    const allRecorded = new Promise<void>((resolve, reject) => {
      port1.on('message', ({ outcome, backend }: WorkerMessage) => {
        try {
          const { task: _, ...run } = remaining.shift()!;
          const record = { ...run, ...outcome, provenance: { ...provenance, backend } };
          file.append(record);
          onRecord(record);
          if (remaining.length === 0) resolve();
        } catch (error) {
          reject(error);
        }
      });
    });
    const jobs = group.map(({ task, config, seed }) => ({ task, config, seed }));
    const task = pool.run({ backend, jobs, port: port2 } satisfies WorkerTask, { transferList: [port2] });
    try {
      await Promise.all([task.catch((error) => failRun(remaining[0], error)), allRecorded]);
    } finally {
      port1.close();
    }
  };
  try {
    await Promise.all(groups.map(runGroup));
  } finally {
    signal.removeEventListener('abort', stop);
    await pool.destroy();
  }
}

function failRun(run: PlannedRun | undefined, error: Error): never {
  const name = run ? `${run.experiment}, arm ${run.arm}, seed ${run.seed}` : 'a worker';
  throw new Error(`${name} failed: ${error.message}`, { cause: error });
}

function groupByData(runs: readonly PlannedRun[]): PlannedRun[][] {
  const groups = new Map<string, PlannedRun[]>();
  for (const run of runs) {
    const key = `${run.experiment} ${run.seed}`;
    const group = groups.get(key) ?? [];
    group.push(run);
    groups.set(key, group);
  }
  return [...groups.values()];
}
