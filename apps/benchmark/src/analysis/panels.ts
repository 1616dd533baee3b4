import { tuningLabels } from '../experiments/arm';
import type { Experiment } from '../experiments/experiment';

/** The arm's learning rate, its own or the experiment's. */
export function learningRateOf(experiment: Experiment, arm: string): number {
  return Number(experiment.arms[arm]!.config['learningRate'] ?? experiment.config['learningRate']);
}

/** What an arm shares with those that differ from it in tuned settings only. */
export function treatmentOf(experiment: Experiment, arm: string): string {
  return experiment.arms[arm]!.treatment;
}

/**
 * The arms by the tuned settings other than the learning rate, as their names say them: `steps-600`. One panel without a
 * name where there are no others.
 */
export function byPanel<Arm extends { arm: string }>(
  experiment: Experiment,
  arms: readonly Arm[],
): { panel: string; arms: Arm[] }[] {
  const panels = new Map<string, Arm[]>();
  for (const arm of arms) {
    const { learningRate: _, ...others } = experiment.arms[arm.arm]!.tuning;
    const panel = tuningLabels(others).join('-');
    panels.set(panel, [...(panels.get(panel) ?? []), arm]);
  }
  return [...panels].map(([panel, own]) => ({ panel, arms: own }));
}
