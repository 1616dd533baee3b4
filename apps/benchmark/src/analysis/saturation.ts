import type { Experiment, Metric } from '../experiments/experiment';
import { detectableDifference } from '../statistics/power';
import { type ArmMeans, groupByTreatment } from './treatments';
import type { Tuned } from './tuned';

/** Plain training that leaves next to no room: its best arm, the mean of that, and what a gain could be at most. */
export interface Saturation {
  arm: string;
  mean: number;
  room: number;
  /** The best with backdrop, and the difference to it that would have been found four times in five, if one would. */
  best: string | undefined;
  detectable: number | undefined;
}

/** The part of the ceiling within which a mean leaves next to no room. */
const within = 0.01;

/** Whether a mean lies within 1 % of the best that its metric can be. */
export const isSaturated = ({ ceiling }: Metric, mean: number): boolean =>
  ceiling !== undefined && mean >= (1 - within) * ceiling;

/** Whether a gain would have been missed: where all that there is room for is less than what would have been found. */
export const isBlind = ({ room, detectable }: Saturation): boolean =>
  detectable === undefined || room < detectable;

/**
 * The best arm of the first treatment without backdrop, if it is saturated. Arms of an experiment with maps train on different
 * data and have no one baseline: there each cell is told by its own.
 */
export function saturation(
  experiment: Experiment,
  { arms, tuned }: { arms: readonly ArmMeans[]; tuned: Tuned | undefined },
): Saturation | undefined {
  const [metric] = experiment.metrics;
  const plain = groupByTreatment(experiment, arms, metric).find(({ backdrop }) => !backdrop);
  if (!plain || experiment.maps) return undefined;
  const { arm } = plain.best;
  const { mean } = plain.best.metrics[metric.name]!;
  if (!isSaturated(metric, mean)) return undefined;
  const comparison = tuned?.treatments.find((one) => one.arm === arm)?.comparison;
  const detectable = comparison && (detectableDifference(comparison) ?? undefined);
  return { arm, mean, room: metric.ceiling! - mean, best: tuned?.best, detectable };
}
