import type { Experiment } from '../experiments/experiment';

/** The arm's learning rate, its own or the experiment's. */
export function learningRateOf(experiment: Experiment, arm: string): number {
  return Number(experiment.arms[arm]!.config['learningRate'] ?? experiment.config['learningRate']);
}

/**
 * The arms by the tuned settings other than the learning rate, which are what their names say behind it: `steps-600` of
 * `none-lr-0.04-steps-600`. One panel without a name where there are no others.
 */
export function byPanel<Arm extends { arm: string }>(arms: readonly Arm[]): { panel: string; arms: Arm[] }[] {
  const panels = new Map<string, Arm[]>();
  for (const arm of arms) {
    const panel = /-lr-[\d.]+-(.*)$/.exec(arm.arm)?.[1] ?? '';
    panels.set(panel, [...(panels.get(panel) ?? []), arm]);
  }
  return [...panels].map(([panel, own]) => ({ panel, arms: own }));
}
