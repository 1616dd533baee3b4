import { checkNames, fail } from '../check';
import type { DatasetName } from '../data/dataset';
import { canonicalJson } from '../records/canonical-json';
import type { ConfigValue, TaskConfigs, TaskName } from '../tasks/config';
import { type Arm, armName } from './arm';

export interface Metric {
  /** Whether the terminal shows it; the report shows all. */
  headline?: boolean;
  name: string;
  label: string;
  better: 'higher' | 'lower';
  /** The best that there can be, where there is such. */
  ceiling?: number;
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

/** The same treatment at every setting of a grid, so that its best-tuned arm can be chosen. */
export type Families = Readonly<Record<string, readonly string[]>>;

/**
 * An analysis fixed before the first run. In each family the arm with the best mean of the experiment's first metric
 * over the seeds `choose` is chosen, and the chosen arms are compared, paired, over the seeds `test`, which had no part
 * in the choice.
 */
export interface PreRegistration {
  /** The document that was committed before the first run, relative to the package. */
  plan: string;
  families: Families;
  choose: string;
  test: string;
  /** The one comparison that decides, and those that explain it. */
  primary: FamilyComparison;
  question: Question;
  secondary: readonly FamilyComparison[];
  /** Where the plan predicts no effect by another metric: borne out only if the interval there lies within this bound either way. */
  noEffect?: { metric: string; within: number };
}

/**
 * What the primary comparison decides. `effect`: it is confirmed where the difference is positive and the t-test's p below
 * .05, and refuted where the upper end of the bootstrap interval is below `worthwhile`. `equivalence`: it holds where both
 * one-sided t-tests against the margin have p below .05, and is read as one about a gain only where the secondary comparison
 * `provided` is positive with a corrected p below .05: two treatments that do nothing are equivalent too.
 */
export type Question =
  | { effect: { worthwhile: number } }
  | { equivalence: { margin: number; provided: FamilyComparison } };

export interface FamilyComparison {
  family: string;
  base: string;
}

/** A map of where one kind of arms does better than another: in each cell the best of `arms` minus the best of `base`. */
export interface DifferenceMap {
  title: string;
  rows: { label: string; values: readonly string[] };
  columns: { label: string; values: readonly string[] };
  cells: readonly { row: string; column: string; arms: readonly string[]; base: readonly string[] }[];
}

/** Results obtained elsewhere, printed beside ours. */
export interface Reference {
  source: string;
  arms: Readonly<Record<string, ReferenceArm>>;
  comparisons: readonly ReferenceComparison[];
}

export const noReference: Reference = { source: 'none', arms: {}, comparisons: [] };

interface Declaration<Task extends TaskName, Config> {
  name: string;
  title: string;
  about: string;
  /** Why nothing may be concluded from this experiment yet. */
  exploratory?: string;
  task: Task;
  /** What it trains on, if that is neither generated nor bundled. */
  data?: DatasetName;
  /** Part of every run's identity: raise it when a change of the code changes the results. */
  revision: number;
  /** The first is the one the tables are about. */
  metrics: readonly [Metric, ...Metric[]];
  config: Config;
  arms: Readonly<Record<string, Arm<Config>>>;
  presets: Readonly<Record<string, Preset<Config>>>;
  reference: Reference;
  preRegistration?: PreRegistration;
  maps?: readonly DifferenceMap[];
}

/** An experiment as it is declared: its settings are those of its task. */
export type ExperimentSpec<Task extends TaskName> = Declaration<Task, TaskConfigs[Task]>;

/** An experiment whose settings are known only at run time, as the runner and the report see it. */
export type Experiment = Declaration<TaskName, Record<string, ConfigValue>>;

/**
 * Checks an experiment's declaration and hands it to the runner.
 *
 * @throws RangeError when an arm or preset sets an unknown key or names an arm that is not declared, and when an arm's name, treatment
 *   and settings do not fit together.
 */
export function defineExperiment<Task extends TaskName>(spec: ExperimentSpec<Task>): Experiment {
  // The settings of a task are an interface, which has no index signature; their values are ConfigValues.
  const experiment = spec as unknown as Experiment;
  const known = Object.keys(experiment.arms);
  const mustKnow = (where: string, names: readonly string[]) => {
    checkNames('defineExperiment', `arms of ${spec.name}, ${where},`, names, known);
  };
  for (const [name, arm] of Object.entries(experiment.arms)) {
    mergeConfig(experiment, arm.config);
    mustKnow(`arm ${name}`, arm.against ?? []);
  }
  checkTreatments(experiment);
  for (const [name, preset] of Object.entries(experiment.presets)) {
    mergeConfig(experiment, preset.config ?? {});
    for (const group of preset.groups) mustKnow(`preset ${name}`, group.arms);
  }
  const { reference, preRegistration, maps = [] } = experiment;
  mustKnow('reference', Object.keys(reference.arms));
  for (const { arm, base } of reference.comparisons) mustKnow('reference', [arm, base]);
  for (const [name, arms] of Object.entries(preRegistration?.families ?? {}))
    mustKnow(`family ${name}`, arms);
  if (preRegistration) checkConditions(experiment, preRegistration);
  for (const { title, cells } of maps) {
    for (const { arms, base } of cells) mustKnow(`map ${title}`, [...arms, ...base]);
  }
  return experiment;
}

/** What a reading depends on must be among what is compared and measured. */
function checkConditions({ name, metrics }: Experiment, { question, secondary, noEffect }: PreRegistration) {
  const told = ({ family, base }: FamilyComparison) => `${family} - ${base}`;
  if ('equivalence' in question) {
    const { provided } = question.equivalence;
    const condition = `what the equivalence of ${name} is provided with`;
    checkNames('defineExperiment', condition, [told(provided)], secondary.map(told));
  }
  const [, ...others] = metrics.map((metric) => metric.name);
  checkNames(
    'defineExperiment',
    `metrics without effect of ${name}`,
    noEffect ? [noEffect.metric] : [],
    others,
  );
}

/** Arms must be named by their treatment and tuning, as `grid` does, and differ within a treatment in nothing else. */
function checkTreatments({ name: experiment, config: own, arms }: Experiment): void {
  const seen = new Map<string, { name: string; rest: string }>();
  for (const [name, { treatment, tuning, config, backdrop = false }] of Object.entries(arms)) {
    const names = [armName(treatment, tuning), armName(treatment, tuning, own)];
    checkNames('defineExperiment', `the name of an arm of ${experiment}, ${treatment},`, [name], names);
    const untuned = Object.entries(tuning).find(([key, value]) => config[key] !== value);
    if (untuned) {
      const constraint = `the settings of ${experiment}, arm ${name}, must be those that it says it is tuned to`;
      const [key, value] = untuned;
      fail('defineExperiment', constraint, `${key} ${config[key]} for ${value}`, '', { kind: RangeError });
    }
    // How often a training is measured changes nothing in it.
    const others = Object.entries({ ...own, ...config }).filter(
      ([key]) => key !== 'evaluateEvery' && !Object.hasOwn(tuning, key),
    );
    const rest = canonicalJson([others, backdrop]);
    const first = seen.get(treatment) ?? { name, rest };
    if (first.rest !== rest) {
      const constraint = `arms of ${experiment}, ${treatment}, must differ in tuned settings only`;
      fail('defineExperiment', constraint, `${name} beside ${first.name}`, '', { kind: RangeError });
    }
    seen.set(treatment, first);
  }
}

/**
 * The experiment's settings with the given changes, later ones winning.
 *
 * @throws RangeError for a key the experiment does not have.
 */
export function mergeConfig(
  experiment: Experiment,
  ...changes: readonly Partial<Record<string, ConfigValue>>[]
): Record<string, ConfigValue> {
  const valid = Object.keys(experiment.config);
  checkNames('mergeConfig', `settings of ${experiment.name}`, changes.flatMap(Object.keys), valid);
  return Object.assign({}, experiment.config, ...changes);
}
