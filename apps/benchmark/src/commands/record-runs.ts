import { join } from 'node:path';
import type { BackendName } from '@backdropjs/backend';
import { type ExperimentSummary, summarizeExperiment } from '../analysis/summarize';
import type { Experiment } from '../experiments/experiment';
import type { PlannedRun } from '../experiments/run-list';
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

/** A selection of an experiment's runs, to be done and summarized together. */
export interface Plan {
  experiment: Experiment;
  preset: string;
  runs: readonly PlannedRun[];
}

/** Where runs are done. */
export interface Venue {
  /** Threads at work there, if that is known. */
  workers?: number;
  execute: (runs: readonly PlannedRun[], file: RecordFile, execution: Execution) => Promise<void>;
  /** What to say after Ctrl-C. */
  farewell: string;
}

/** Worker threads of this process. */
export function here({ workers, out }: RunOptions): Venue {
  const checkpoints = join(out, 'checkpoints');
  return {
    workers,
    execute: async (runs, file, execution) => {
      const warning = checkOneSource(runs, file.records, readSource());
      if (warning) execution.note(warning);
      await execute(runs, file, { ...execution, workers, checkpoints });
    },
    farewell: 'Stopped. What is finished is recorded; the same command carries on.',
  };
}

/**
 * Has what the plans still lack done and recorded in a folder, and summarizes each. Progress goes to the standard error
 * stream.
 *
 * Ctrl-C keeps what was recorded and ends the process with 130 (143 for a SIGTERM).
 */
export async function runPlans(
  plans: readonly Plan[],
  out: string,
  venue: Venue,
): Promise<ExperimentSummary[]> {
  return interruptible(venue.farewell, async (signal) => {
    const file = new RecordFile(out);
    try {
      const runs = missingRuns(plans, file);
      const progress = new Progress(runs, {
        workers: venue.workers,
        expectedSeconds: (run) => expectedSeconds(plans, run),
        output: process.stderr,
        now: () => performance.now(),
      });
      announce(plans, runs.length, venue.workers === undefined ? undefined : progress.secondsLeft());
      try {
        await venue.execute(runs, file, {
          signal,
          onRecord: (record) => progress.finish(record),
          note: (line) => progress.note(line),
        });
      } finally {
        progress.close();
      }
      return plans.map(({ experiment, preset, runs }) =>
        summarizeExperiment(experiment, preset, runs, file.records),
      );
    } finally {
      file.close();
    }
  });
}

/** The planned runs without a record. */
export function missingRuns(plans: readonly Plan[], { records }: Pick<RecordFile, 'records'>): PlannedRun[] {
  const recorded = new Set(records.map((record) => record.id));
  return plans.flatMap((plan) => plan.runs.filter((run) => !recorded.has(run.id)));
}

function expectedSeconds(plans: readonly Plan[], run: PlannedRun): number {
  const { reference } = plans.find(({ experiment }) => experiment.name === run.experiment)!.experiment;
  return reference.arms[run.arm]?.seconds ?? 3;
}

function announce(plans: readonly Plan[], pending: number, seconds: number | undefined): void {
  const total = plans.reduce((sum, plan) => sum + plan.runs.length, 0);
  const recorded = total === pending ? '' : `, ${total - pending} recorded before`;
  const left = pending === 0 || seconds === undefined ? '' : `, about ${formatDuration(seconds)}`;
  process.stderr.write(`${pending} runs to do${recorded}${left}.\n`);
}
