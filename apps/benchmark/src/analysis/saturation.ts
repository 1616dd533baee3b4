import type { Experiment } from '../experiments/experiment';
import type { ArmSummary } from './summarize';
import { groupByTreatment } from './treatments';

/** Plain training that leaves no room: its best arm and the mean of that. */
export interface Saturation {
  arm: string;
  mean: number;
}

/** The part of the ceiling within which a mean leaves no room. */
const within = 0.01;

/**
 * The best arm of the first treatment without backdrop, if its mean of the first metric lies within 1 % of the ceiling: no
 * treatment could show a gain then. Arms of an experiment with maps train on different data, and have no one baseline.
 */
export function saturation(experiment: Experiment, arms: readonly ArmSummary[]): Saturation | undefined {
  const [metric] = experiment.metrics;
  const plain = groupByTreatment(experiment, arms, metric).find(({ backdrop }) => !backdrop);
  if (!plain || experiment.maps || metric.ceiling === undefined) return undefined;
  const { arm } = plain.best;
  const { mean } = plain.best.metrics[metric.name]!;
  return mean >= (1 - within) * metric.ceiling ? { arm, mean } : undefined;
}
