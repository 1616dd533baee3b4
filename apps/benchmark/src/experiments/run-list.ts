import { runId } from '../records/identity';
import type { ConfigValue, TaskName } from '../tasks/config';
import { type Experiment, mergeConfig, unknown } from './experiment';
import { parseSeeds } from './seeds';

/** A run to be done, or done already if a record bears its id. */
export interface Run {
  id: string;
  experiment: string;
  preset: string;
  arm: string;
  task: TaskName;
  seed: number;
  config: Readonly<Record<string, ConfigValue>>;
}

/** Which runs of a preset. */
export interface Selection {
  backend: string;
  /** Fingerprint of the experiment's data; experiments without `data` have none. */
  data?: string | undefined;
  /** Instead of the preset's seeds. */
  seeds?: readonly number[] | undefined;
  /** Of the preset's arms; all when left out. */
  arms?: readonly string[] | undefined;
}

/** The runs of a preset that a selection names, to be done and summarized together. */
export interface RunList {
  experiment: Experiment;
  preset: string;
  runs: readonly Run[];
}

/**
 * The runs of a preset, seed by seed, so that an interrupted experiment is complete in its first seeds.
 *
 * @throws Error for a preset or an arm that the experiment or preset does not have, and for data not identified.
 */
export function listRuns(experiment: Experiment, preset: string, selection: Selection): Run[] {
  const { groups, config = {} } = findPreset(experiment, preset);
  const valid = groups.flatMap((group) => group.arms);
  for (const arm of selection.arms ?? []) {
    if (!valid.includes(arm)) {
      throw new Error(unknown(`${experiment.name}, preset ${preset}: arm`, arm, valid));
    }
  }
  const runs = groups.flatMap((group) =>
    (selection.seeds ?? parseSeeds(group.seeds)).flatMap((seed) =>
      group.arms
        .filter((arm) => selection.arms?.includes(arm) ?? true)
        .map((arm) => runOf(experiment, preset, arm, seed, selection, config)),
    ),
  );
  return runs.sort((a, b) => a.seed - b.seed);
}

function runOf(
  experiment: Experiment,
  preset: string,
  arm: string,
  seed: number,
  { backend, data }: Selection,
  changes: Partial<Record<string, ConfigValue>>,
): Run {
  const settings = mergeConfig(experiment, experiment.arms[arm]!.config, changes);
  if ((data === undefined) !== (experiment.data === undefined)) {
    const wanted = experiment.data
      ? `needs the fingerprint of its data (${experiment.data})`
      : 'has no data to be identified';
    throw new Error(`listRuns: ${experiment.name} ${wanted}, got ${data}.`);
  }
  const config = { ...settings, backend, revision: experiment.revision, ...(data !== undefined && { data }) };
  const id = runId({ experiment: experiment.name, seed, config });
  return { id, experiment: experiment.name, preset, arm, seed, config, task: experiment.task };
}

export function findPreset(experiment: Experiment, name: string) {
  const preset = Object.hasOwn(experiment.presets, name) ? experiment.presets[name] : undefined;
  if (!preset) throw new Error(unknown(`${experiment.name}: preset`, name, visiblePresets(experiment)));
  return preset;
}

/** The presets meant for users, in the order of the declaration. */
export function visiblePresets(experiment: Experiment): string[] {
  return Object.keys(experiment.presets).filter((name) => !experiment.presets[name]!.hidden);
}
