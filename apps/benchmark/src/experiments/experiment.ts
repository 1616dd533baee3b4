import type { TaskName } from '../tasks/task-name';

export type ConfigValue = number | string | boolean | null | readonly number[];

export interface Metric {
  /** Whether the terminal shows it; the report shows all. */
  headline?: boolean;
  name: string;
  label: string;
  better: 'higher' | 'lower';
}

export interface Arm<Config> {
  /** What differs from the experiment's own settings. */
  config: Partial<Config>;
  /** Arms this one is compared with, seed by seed, wherever both were run. */
  against?: readonly string[];
  /** Whether this arm masks gradients; the report sets the best of these beside the other arms. */
  backdrop?: boolean;
  /**
   * What this arm shares with the arms that differ from it in tuned settings only; the report compares treatments at their
   * best arm. Default: the arm's name without its learning rate.
   */
  treatment?: string;
}

/**
 * A comparison that was fixed before its first run: of each of two treatments the arm that is best, by the first metric,
 * on the seeds `choose` is compared on the seeds `test`, which had no part in the choice.
 */
export interface Confirmation {
  treatment: string;
  base: string;
  choose: string;
  test: string;
}

/** One side of a map: what it shows of an arm's settings. */
export interface MapAxis<Config> {
  title: string;
  of: (config: Config) => number | string;
}

/**
 * Maps of where masking wins: the best arm of each masked treatment minus the best of all arms that its own are declared
 * `against`, by the settings of the masked arm. A map for each value of `panel`.
 */
export interface MapSpec<Config> {
  x: MapAxis<Config>;
  y: MapAxis<Config>;
  panel: MapAxis<Config>;
}

interface Preset<Config> {
  about: string;
  /** Left out of `list` and of error messages: a check that everything runs, not an experiment. */
  hidden?: boolean;
  config?: Partial<Config>;
  groups: readonly { arms: readonly string[]; seeds: string }[];
}

export interface ReferenceArm {
  n: number;
  seconds?: number;
  metrics: Readonly<Record<string, { mean: number; standardError?: number }>>;
}

export interface ReferenceComparison {
  arm: string;
  base: string;
  metric: string;
  n: number;
  difference: number;
  standardError?: number;
  tTestP: number;
  wilcoxonP?: number;
}

/** Results obtained elsewhere, printed beside ours. */
export interface Reference {
  source: string;
  arms: Readonly<Record<string, ReferenceArm>>;
  comparisons: readonly ReferenceComparison[];
}

export interface ExperimentSpec<Config extends object> {
  name: string;
  title: string;
  about: string;
  /** Why nothing may be concluded from this experiment yet. */
  exploratory?: string;
  task: TaskName;
  /** Part of every run's identity: raise it when a change of the code changes the results. */
  revision: number;
  /** The first is the one the tables are about. */
  metrics: readonly [Metric, ...Metric[]];
  config: Config;
  arms: Readonly<Record<string, Arm<Config>>>;
  presets: Readonly<Record<string, Preset<Config>>>;
  confirmation?: Confirmation;
  map?: MapSpec<Config>;
  reference: Reference;
}

/** An experiment whose settings are known only at run time, as the runner and the report see it. */
export type Experiment = ExperimentSpec<Record<string, ConfigValue>>;

/**
 * Checks an experiment's declaration and hands it to the runner.
 *
 * @throws Error when an arm or preset sets an unknown key, or names an arm that is not declared.
 */
export function defineExperiment<Config extends object>(spec: ExperimentSpec<Config>): Experiment {
  // The settings of a task are an interface, which has no index signature; their values are ConfigValues.
  const experiment = spec as unknown as Experiment;
  const known = Object.keys(experiment.arms);
  const mustKnow = (where: string, names: readonly string[]) => {
    for (const name of names) {
      if (!known.includes(name)) throw new Error(unknown(`${spec.name}, ${where}: arm`, name, known));
    }
  };
  for (const [name, arm] of Object.entries(experiment.arms)) {
    mergeConfig(experiment, arm.config);
    mustKnow(`arm ${name}`, arm.against ?? []);
  }
  for (const [name, preset] of Object.entries(experiment.presets)) {
    mergeConfig(experiment, preset.config ?? {});
    for (const group of preset.groups) mustKnow(`preset ${name}`, group.arms);
  }
  const treatments = known.map((name) => treatmentOf(experiment, name));
  for (const side of ['treatment', 'base'] as const) {
    const name = experiment.confirmation?.[side];
    if (name !== undefined && !treatments.includes(name)) {
      throw new Error(unknown(`${spec.name}, confirmation: ${side}`, name, [...new Set(treatments)]));
    }
  }
  mustKnow('reference', Object.keys(experiment.reference.arms));
  for (const { arm, base } of experiment.reference.comparisons) mustKnow('reference', [arm, base]);
  return experiment;
}

/** The treatment an arm belongs to: the one it names, or its own name without the learning rate (see `armName`). */
export function treatmentOf(experiment: Experiment, arm: string): string {
  return experiment.arms[arm]!.treatment ?? arm.replace(/-lr-[\d.e-]+$/, '');
}

/**
 * The experiment's settings with the given changes, later ones winning.
 *
 * @throws Error for a key the experiment does not have.
 */
export function mergeConfig(
  experiment: Experiment,
  ...changes: readonly Partial<Record<string, ConfigValue>>[]
): Record<string, ConfigValue> {
  const valid = Object.keys(experiment.config);
  for (const key of changes.flatMap(Object.keys)) {
    if (!valid.includes(key)) throw new Error(unknown(`${experiment.name}: configuration key`, key, valid));
  }
  return Object.assign({}, experiment.config, ...changes);
}

/** `what must be one of a, b, c; got d.` */
export function unknown(what: string, got: string, valid: readonly string[]): string {
  return `${what} must be one of ${valid.join(', ')}; got ${got}.`;
}
