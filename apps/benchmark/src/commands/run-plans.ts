import { join } from 'node:path';
import type { BackendName } from '@backdropjs/backend';
import type { Experiment } from '../experiments/experiment';
import { RecordFile } from '../records/record-file';
import { type ExperimentSummary, summarizeExperiment } from '../report/summarize';
import { execute } from '../runner/execute';
import type { PlannedRun } from '../runner/plan';
import { formatDuration, Progress } from '../runner/progress';

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

/**
 * Does what the plans still lack and summarizes each. Progress goes to the standard error stream.
 *
 * Ctrl-C stops the workers, keeps what was recorded and ends the process with 130 (143 for a SIGTERM).
 */
export async function runPlans(
  plans: readonly Plan[],
  { workers, out }: RunOptions,
): Promise<ExperimentSummary[]> {
  const file = new RecordFile(out);
  const interruption = new AbortController();
  let exitCode = 0;
  const interrupt = (signal: NodeJS.Signals) => {
    exitCode = signal === 'SIGINT' ? 130 : 143;
    interruption.abort();
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const recorded = new Set(file.records.map((record) => record.id));
    const runs = plans.flatMap((plan) => plan.runs.filter((run) => !recorded.has(run.id)));
    const progress = new Progress(runs, {
      workers,
      expectedSeconds: (run) => expectedSeconds(plans, run),
      output: process.stderr,
      now: () => performance.now(),
    });
    announce(plans, runs.length, progress.secondsLeft());
    try {
      await execute(runs, file, {
        workers,
        signal: interruption.signal,
        checkpoints: join(out, 'checkpoints'),
        onRecord: (record) => progress.finish(record),
      });
    } finally {
      progress.close();
    }
    return plans.map(({ experiment, preset, runs }) =>
      summarizeExperiment(experiment, preset, runs, file.records),
    );
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    process.stderr.write('Stopped. What is finished is recorded; the same command carries on.\n');
    file.close();
    process.exit(exitCode);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    file.close();
  }
}

function expectedSeconds(plans: readonly Plan[], run: PlannedRun): number {
  const { reference } = plans.find(({ experiment }) => experiment.name === run.experiment)!.experiment;
  return reference.arms[run.arm]?.seconds ?? 3;
}

function announce(plans: readonly Plan[], pending: number, seconds: number): void {
  const total = plans.reduce((sum, plan) => sum + plan.runs.length, 0);
  const recorded = total === pending ? '' : `, ${total - pending} recorded before`;
  const left = pending === 0 ? '' : `, about ${formatDuration(seconds)}`;
  process.stderr.write(`${pending} runs to do${recorded}${left}.\n`);
}
