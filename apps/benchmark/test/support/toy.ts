import { summarizeExperiment } from '../../src/analysis/summarize';
import { defineExperiment, type Experiment } from '../../src/experiments/experiment';
import { grid } from '../../src/experiments/grid';
import { listRuns } from '../../src/experiments/run-list';
import { recordOf } from './records';

export type Settings = Experiment['config'];

export type Declaration = Pick<Experiment, 'arms' | 'preRegistration' | 'maps'> & { seeds: string };

/** An experiment of one metric with one preset, which runs all arms. */
export function declare({ arms, seeds, ...rest }: Declaration): Experiment {
  const groups = [{ arms: Object.keys(arms), seeds }];
  return defineExperiment<'auc-table'>({
    name: 'toy',
    title: 'A toy',
    about: 'No training.',
    task: 'auc-table',
    revision: 1,
    metrics: [{ name: 'auc', label: 'AUC', better: 'higher', headline: true }],
    config: { rate: 0, learningRate: 0 } as never,
    arms: arms as never,
    presets: { full: { about: 'all', groups } },
    reference: { source: 'none', arms: {}, comparisons: [] },
    ...rest,
  });
}

/** Summarizes made-up results; undefined stands for a run without a record. */
export function summarize(
  experiment: Experiment,
  result: (arm: string, seed: number) => number | undefined,
  seeds?: number[],
) {
  const runs = listRuns(experiment, 'full', { backend: 'wasm', seeds });
  const records = runs.flatMap((run) => {
    const auc = result(run.arm, run.seed);
    return auc === undefined ? [] : [recordOf(run, { auc })];
  });
  return summarizeExperiment(experiment, 'full', runs, records);
}

export const arms: Experiment['arms'] = {
  ...grid<Settings>({ none: { config: {} } }, { learningRate: [0.1, 0.2] }),
  ...grid<Settings>({ mask: { config: { rate: 0.5 }, backdrop: true } }, { learningRate: [0.1, 0.2] }),
  ...grid<Settings>({ crop: { config: {} } }),
};
/** Scatter that differs from arm to arm. */
export const noise = (arm: string, seed: number) =>
  0.01 * Math.sin(seed * (1 + arm.length + arm.charCodeAt(0)));
