import { runAucCifar10Job } from './auc-cifar10/job';
import { runAucTableJob } from './auc-table/job';
import type { ConfigValue, TaskConfigs, TaskName } from './config';
import type { Outcome } from './outcome';
import { runTextureHalvesJob } from './texture-halves/job';
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

/** Does a training; `data` is there where the experiment names a data set. */
type Task<Name extends TaskName> = (
  config: TaskConfigs[Name] & { data: string },
  seed: number,
  checkpoint?: Checkpoint,
) => Promise<Outcome>;

const tasks: { readonly [Name in TaskName]: Task<Name> } = {
  'two-scale': runTwoScaleJob,
  'auc-table': runAucTableJob,
  'auc-cifar10': runAucCifar10Job,
  textures: runTexturesJob,
  'texture-halves': runTextureHalvesJob,
};

/** Runs a job on the tfjs backend in use. Deterministic but for the seconds. */
export async function runJob({ task, config, seed, checkpoint: path }: Job): Promise<Outcome> {
  // The settings were checked against the task's when the experiment was declared, see `defineExperiment`.
  return tasks[task](config as never, seed, path === undefined ? undefined : new Checkpoint(path));
}
