import { runAucCifar10Job } from './auc-cifar10/job';
import { runAucTableJob } from './auc-table/job';
import type { ConfigValue } from './config-value';
import type { Outcome } from './outcome';
import type { TaskName } from './task-name';
import { runTexturesJob } from './textures/job';
import { Checkpoint } from './training/checkpoint';
import { runTwoScaleJob } from './two-scale/job';

/** One training: what a thread is asked to do. */
export interface Job {
  task: TaskName;
  config: Readonly<Record<string, ConfigValue>>;
  seed: number;
  /** File that keeps the state of a long training, so that it can go on after it was killed. */
  checkpoint?: string;
}

/** An experiment's settings were checked against its task's when it was declared, see `defineExperiment`. */
type Task = (config: never, seed: number, checkpoint?: Checkpoint) => Promise<Outcome>;

const tasks: Readonly<Record<TaskName, Task>> = {
  'two-scale': runTwoScaleJob,
  'auc-table': runAucTableJob,
  'auc-cifar10': runAucCifar10Job,
  textures: runTexturesJob,
};

/** Runs a job on the tfjs backend in use. Deterministic but for the seconds. */
export async function runJob({ task, config, seed, checkpoint: path }: Job): Promise<Outcome> {
  return tasks[task](config as never, seed, path === undefined ? undefined : new Checkpoint(path));
}
