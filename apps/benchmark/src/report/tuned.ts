import type { Experiment, Metric } from '../experiments/experiment';
import { type Comparison, compareArms, type RecordsByArm } from './compare-arms';
import { type ArmMeans, bestOf, groupByTreatment } from './treatments';

/** Every treatment at its best arm by the first metric, chosen on the seeds that are compared. */
export interface Tuned {
  /** The best arm with backdrop. */
  best: string;
  treatments: TunedTreatment[];
}

export interface TunedTreatment {
  treatment: string;
  backdrop: boolean;
  /** Its best arm, and among how many. */
  arm: string;
  tried: number;
  /** The best arm with backdrop minus this treatment's; undefined for itself, and where they share no seed. */
  comparison: Comparison | undefined;
  /** Whether the best arm with backdrop is shown to be better, p < 0.05. */
  beaten: boolean;
}

export function compareTuned(
  experiment: Experiment,
  arms: readonly ArmMeans[],
  records: RecordsByArm,
): Tuned | undefined {
  const metric = experiment.metrics[0];
  const treatments = groupByTreatment(experiment, arms, metric);
  const masked = treatments.filter(({ backdrop }) => backdrop).map((treatment) => treatment.best);
  if (masked.length === 0) return undefined;
  const best = bestOf(masked, metric).arm;
  return {
    best,
    treatments: treatments.map(({ name, backdrop, best: { arm }, arms: own }) => {
      const comparison =
        arm === best ? undefined : compareArms(records, { arm: best, base: arm, metric: metric.name });
      const beaten = comparison !== undefined && isShownBetter(comparison, metric);
      return { treatment: name, backdrop, arm, tried: own.length, comparison, beaten };
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

function isShownBetter({ difference, tTestP }: Comparison, metric: Metric): boolean {
  const better = metric.better === 'higher' ? difference > 0 : difference < 0;
  return better && tTestP !== null && tTestP < 0.05;
}
