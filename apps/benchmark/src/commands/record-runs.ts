import { join } from 'node:path';
import type { BackendName } from '@backdropjs/backend';
import { type ExperimentSummary, summarizeExperiment } from '../analysis/summarize';
import type { Run, RunList } from '../experiments/run-list';
import { RecordFile } from '../records/record-file';
import { type Execution, execute } from '../runner/execute';
import { checkOneSource } from '../runner/one-source';
import { formatDuration, Progress } from '../runner/progress';
import { readSource } from '../runner/provenance';
import { interruptible } from './interruptible';

export interface RunOptions {
  backend: BackendName;
  workers: number;
  out: string;
}

/** Where runs are done. */
export interface Venue {
  /** How many are at work there, if that is known. */
  threads?: number;
  execute: (runs: readonly Run[], file: RecordFile, execution: Execution) => Promise<void>;
  /** What to say after Ctrl-C. */
  farewell: string;
}

/** Threads of this process. */
export function here({ workers, out }: RunOptions): Venue {
  const checkpoints = join(out, 'checkpoints');
  return {
    threads: workers,
    execute: async (runs, file, execution) => {
      const warning = checkOneSource(runs, file.records, readSource());
      if (warning) execution.note(warning);
      await execute(runs, file, { ...execution, threads: workers, checkpoints });
    },
    farewell: 'Stopped. What is finished is recorded; the same command carries on.',
  };
}

/**
 * Has what the lists still lack done and recorded in a folder, and summarizes each. Progress goes to the standard error
 * stream.
 *
 * Ctrl-C keeps what was recorded and ends the process with 130 (143 for a SIGTERM).
 */
export async function recordRuns(
  lists: readonly RunList[],
  out: string,
  venue: Venue,
): Promise<ExperimentSummary[]> {
  return interruptible(venue.farewell, async (signal) => {
    const file = new RecordFile(out);
    try {
      const runs = missingRuns(lists, file);
      const progress = new Progress(runs, {
        threads: venue.threads,
        expectedSeconds: (run) => expectedSeconds(lists, run),
        output: process.stderr,
        now: () => performance.now(),
      });
      announce(lists, runs.length, venue.threads === undefined ? undefined : progress.secondsLeft());
      try {
        await venue.execute(runs, file, {
          signal,
          onRecord: (record) => progress.finish(record),
          note: (line) => progress.note(line),
        });
      } finally {
        progress.close();
      }
      return lists.map(({ experiment, preset, runs }) =>
        summarizeExperiment(experiment, preset, runs, file.records),
      );
    } finally {
      file.close();
    }
  });
}

/** The listed runs without a record. */
export function missingRuns(lists: readonly RunList[], { records }: Pick<RecordFile, 'records'>): Run[] {
  const recorded = new Set(records.map((record) => record.id));
  return lists.flatMap((list) => list.runs.filter((run) => !recorded.has(run.id)));
}

function expectedSeconds(lists: readonly RunList[], run: Run): number {
  const { reference } = lists.find(({ experiment }) => experiment.name === run.experiment)!.experiment;
  return reference.arms[run.arm]?.seconds ?? 3;
}

function announce(lists: readonly RunList[], pending: number, seconds: number | undefined): void {
  const total = lists.reduce((sum, list) => sum + list.runs.length, 0);
  const recorded = total === pending ? '' : `, ${total - pending} recorded before`;
  const left = pending === 0 || seconds === undefined ? '' : `, about ${formatDuration(seconds)}`;
  process.stderr.write(`${pending} runs to do${recorded}${left}.\n`);
}
