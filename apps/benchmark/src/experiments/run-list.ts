import { checkNames, fail, refuse, refuseKind } from '../check';
import { runIds } from '../records/identity';
import type { ConfigValue, TaskName } from '../tasks/config';
import { type Experiment, mergeConfig } from './experiment';
import { describeSize, parseSeeds } from './seeds';

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

/** Half a gigabyte of them. */
const mostRuns = 2_000_000;

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
 * @throws RangeError for a preset or an arm that the experiment or preset does not have, and for more than two million runs;
 *   TypeError for data not identified.
 */
export function listRuns(
  experiment: Experiment,
  preset: string,
  selection: Selection,
  caller = 'listRuns',
): Run[] {
  const { groups, config = {} } = findPreset(experiment, preset, caller);
  const of = `of ${experiment.name}, preset ${preset},`;
  const valid = groups.flatMap((group) => group.arms);
  checkNames(caller, `--arms ${of}`, selection.arms ?? [], valid);
  const listed = groups.map(({ arms, seeds }) => ({
    arms: arms.filter((arm) => selection.arms?.includes(arm) ?? true),
    seeds: selection.seeds ?? parseSeeds(seeds),
  }));
  const count = listed.reduce((sum, { arms, seeds }) => sum + arms.length * seeds.length, 0);
  if (count > mostRuns) {
    const constraint = `--seeds and --arms ${of} must make at most ${mostRuns.toLocaleString('en')} runs`;
    fail(caller, constraint, describeSize(count), 'name fewer', { kind: RangeError });
  }
  const runs = listed.flatMap(({ arms, seeds }) => {
    const runsOfArms = arms.map((arm) => runsOf(experiment, preset, arm, selection, config));
    return seeds.flatMap((seed) => runsOfArms.map((runOf) => runOf(seed)));
  });
  return runs.sort((a, b) => a.seed - b.seed);
}

/** The runs of an arm by seed, which share their settings. */
function runsOf(
  experiment: Experiment,
  preset: string,
  arm: string,
  { backend, data }: Selection,
  changes: Partial<Record<string, ConfigValue>>,
): (seed: number) => Run {
  const settings = mergeConfig(experiment, experiment.arms[arm]!.config, changes);
  if (data === undefined && experiment.data) {
    refuseKind('listRuns', `data of ${experiment.name} must be the fingerprint of ${experiment.data}`, data);
  }
  if (data !== undefined && !experiment.data) {
    refuse('listRuns', `data of ${experiment.name}, which has none, must be left out`, data);
  }
  const config = { ...settings, backend, revision: experiment.revision, ...(data !== undefined && { data }) };
  const { name, task } = experiment;
  const idOf = runIds({ experiment: name, config });
  return (seed) => ({ id: idOf(seed), experiment: name, preset, arm, seed, config, task });
}

/** @throws RangeError for a preset that the experiment does not have. */
export function findPreset(experiment: Experiment, name: string, caller = 'findPreset') {
  const preset = Object.hasOwn(experiment.presets, name) ? experiment.presets[name] : undefined;
  if (!preset) checkNames(caller, `--preset of ${experiment.name}`, [name], visiblePresets(experiment));
  return preset!;
}

/** The presets meant for users, in the order of the declaration. */
export function visiblePresets(experiment: Experiment): string[] {
  return Object.keys(experiment.presets).filter((name) => !experiment.presets[name]!.hidden);
}
