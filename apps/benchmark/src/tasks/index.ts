import type { ConfigValue } from '../experiments/experiment';
import { runAucJob } from './auc/job';
import type { Outcome } from './outcome';
import type { TaskName } from './task-name';
import { runTwoScaleJob } from './two-scale/job';

/** One training: what a worker is asked to do. */
export interface Job {
  task: TaskName;
  config: Readonly<Record<string, ConfigValue>>;
  seed: number;
}

/** An experiment's settings were checked against its task's when it was declared, see `defineExperiment`. */
type Task = (config: never, seed: number) => Promise<Outcome>;

const tasks: Readonly<Record<TaskName, Task>> = { 'two-scale': runTwoScaleJob, auc: runAucJob };

/** Runs a job on the tfjs backend in use. Deterministic but for the seconds. */
export function runJob({ task, config, seed }: Job): Promise<Outcome> {
  return tasks[task](config as never, seed);
}
