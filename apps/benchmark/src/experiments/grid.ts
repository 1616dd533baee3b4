import type { Arm } from './experiment';

/**
 * Every arm at every learning rate, each compared with its base at the same rate.
 *
 * Naming rule of all experiments: an arm carries `-lr-<rate>` unless the rate is the experiment's own.
 */
export function atLearningRates<Config extends { learningRate: number }>(
  own: number,
  learningRates: readonly number[],
  arms: Readonly<Record<string, Arm<Config>>>,
): Record<string, Arm<Config>> {
  const crossed: Record<string, Arm<Config>> = {};
  for (const learningRate of learningRates) {
    const named = (name: string) => armName(name, learningRate, own);
    for (const [name, arm] of Object.entries(arms)) {
      const against = arm.against?.map(named);
      crossed[named(name)] = {
        ...arm,
        config: { ...arm.config, learningRate },
        ...(against && { against }),
      };
    }
  }
  return crossed;
}

/** `none`, or `none-lr-0.05` where 0.05 is not the experiment's own learning rate. */
export function armName(name: string, learningRate: number, own: number): string {
  return learningRate === own ? name : `${name}-lr-${learningRate}`;
}
