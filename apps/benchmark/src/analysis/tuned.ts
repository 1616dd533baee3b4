import type { Experiment, Metric } from '../experiments/experiment';
import { type Comparison, compareArms, type RecordsByArm } from './compare-arms';
import { type ArmMeans, bestOf, type Edge, edgeOf, groupByTreatment } from './treatments';

/** Every treatment at its best arm by the first metric, chosen on the seeds that are compared. */
export interface Tuned {
  /** The best arm with backdrop, and among how many. */
  best: string;
  tried: number;
  treatments: TunedTreatment[];
}

export interface TunedTreatment {
  treatment: string;
  backdrop: boolean;
  /** Its best arm, and among how many. */
  arm: string;
  tried: number;
  edge: Edge | undefined;
  /** The best arm with backdrop minus this treatment's; undefined for itself, and where they share no seed. */
  comparison: Comparison | undefined;
  /** Whether the best arm with backdrop is shown to be better, p < 0.05. */
  beaten: boolean;
  /** For a treatment with backdrop: its best arm minus that of the first treatment without. */
  baseline: Comparison | undefined;
}

export function compareTuned(
  experiment: Experiment,
  arms: readonly ArmMeans[],
  records: RecordsByArm,
): Tuned | undefined {
  const metric = experiment.metrics[0];
  const treatments = groupByTreatment(experiment, arms, metric);
  const masked = treatments.filter(({ backdrop }) => backdrop);
  if (masked.length === 0) return undefined;
  const best = bestOf(
    masked.map((treatment) => treatment.best),
    metric,
  ).arm;
  const first = treatments.find(({ backdrop }) => !backdrop)?.best.arm;
  const compare = (arm: string, base: string | undefined) =>
    base === undefined || arm === base ? undefined : compareArms(records, { arm, base, metric: metric.name });
  return {
    best,
    tried: masked.flatMap((treatment) => treatment.arms).length,
    treatments: treatments.map((treatment) => {
      const { name, backdrop, best: own } = treatment;
      const comparison = compare(best, own.arm);
      return {
        treatment: name,
        backdrop,
        arm: own.arm,
        tried: treatment.arms.length,
        edge: edgeOf(
          experiment,
          treatment.arms.map(({ arm }) => arm),
          own.arm,
        ),
        comparison,
        beaten: comparison !== undefined && isShownBetter(comparison, metric),
        baseline: backdrop ? compare(own.arm, first) : undefined,
      };
    }),
  };
}

/** Whether any treatment had more than one arm to choose from. */
export function isChosen({ treatments }: Tuned): boolean {
  return treatments.some(({ tried }) => tried > 1);
}

/** What a reader must not miss: the treatments without backdrop that do as well as the best arm with it, or better. */
export function rivals({ treatments }: Tuned): TunedTreatment[] {
  return treatments.filter(({ backdrop, comparison, beaten }) => !backdrop && comparison && !beaten);
}

/** The treatments without backdrop that did worse, but had one arm only to the several of others. */
export function untuned(tuned: Tuned): TunedTreatment[] {
  if (!isChosen(tuned)) return [];
  return tuned.treatments.filter(({ backdrop, beaten, tried }) => !backdrop && beaten && tried === 1);
}

function isShownBetter({ difference, tTestP }: Comparison, metric: Metric): boolean {
  const better = metric.better === 'higher' ? difference > 0 : difference < 0;
  return better && tTestP !== null && tTestP < 0.05;
}
