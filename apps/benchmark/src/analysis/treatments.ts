import type { Experiment, Metric } from '../experiments/experiment';
import { learningRateOf, treatmentOf } from './panels';

/** What choosing among arms needs to know of each. */
export interface ArmMeans {
  arm: string;
  metrics: Readonly<Record<string, { mean: number }>>;
}

/** Arms that differ in tuned settings only. */
export interface Treatment<Arm> {
  name: string;
  backdrop: boolean;
  arms: Arm[];
  /** The arm with the best mean of the metric. */
  best: Arm;
}

/** The arms by treatment, in the order in which each first appears. */
export function groupByTreatment<Arm extends ArmMeans>(
  experiment: Experiment,
  arms: readonly Arm[],
  metric: Metric,
): Treatment<Arm>[] {
  const groups = new Map<string, Arm[]>();
  for (const arm of arms) {
    const name = treatmentOf(experiment, arm.arm);
    groups.set(name, [...(groups.get(name) ?? []), arm]);
  }
  return [...groups].map(([name, own]) => ({
    name,
    backdrop: experiment.arms[own[0]!.arm]!.backdrop === true,
    arms: own,
    best: bestOf(own, metric),
  }));
}

/** Means this close are equal: the order of a sum moves its last bits. */
const tieTolerance = 1e-12;

/** The first of those whose mean is best. */
export function bestOf<Arm extends ArmMeans>(arms: readonly Arm[], { name, better }: Metric): Arm {
  const sign = better === 'higher' ? 1 : -1;
  const value = (arm: Arm) => sign * arm.metrics[name]!.mean;
  return arms.reduce((best, arm) => (value(arm) > value(best) + tieTolerance ? arm : best));
}

/** The end of a grid of learning rates that its best arm lies at: a wider grid might do better. */
export type Edge = 'lowest' | 'highest';

/** Undefined where the best arm lies within the grid, or the arms have one learning rate. */
export function edgeOf(experiment: Experiment, arms: readonly string[], best: string): Edge | undefined {
  const rates = arms.map((arm) => learningRateOf(experiment, arm));
  const [lowest, highest] = [Math.min(...rates), Math.max(...rates)];
  const rate = learningRateOf(experiment, best);
  if (lowest === highest) return undefined;
  if (rate === lowest) return 'lowest';
  return rate === highest ? 'highest' : undefined;
}
