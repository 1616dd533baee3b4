import type { TwoScaleConfig } from '../../../benchmark/src/tasks/two-scale';
import { choice, integer, type Values } from '../demo/link';

/** The seeds of the comparison, as planned before it was run. */
export const seeds = [210, 259] as const;

/** What is held against plain training, by the name that the report knows it by. */
export const treatments = {
  'both-0.95-0.8': 'masks at both scales',
  'middle-layers-0.95-0.8': 'masks at the layers in between',
  crop: 'random crops',
} as const;

export type Treatment = keyof typeof treatments;

/** What the visitor chooses. The first seed of the plan is one in which masks lose. */
export const fields = {
  seed: integer(seeds[0], seeds),
  against: choice<Treatment>('both-0.95-0.8', Object.keys(treatments) as Treatment[]),
  size: choice('256', ['256', '64']),
  steps: choice('recorded', ['recorded', '30', '3']),
  // Its training reads results at once, which gives zeros on WebGPU in a worker.
  backend: choice('wasm', ['wasm', 'webgl', 'cpu']),
};

type Settings = Values<typeof fields>;

/** Whether there is a record of these settings: digits of other backends differ. */
export const isRecorded = ({ size, steps, backend }: Settings) =>
  size === '256' && steps === 'recorded' && backend === 'wasm';

/** Small images, with a fourth of the coarse lengths, and fewer steps, for backends that take long. */
export function adapted(config: TwoScaleConfig, { size, steps }: Settings): TwoScaleConfig {
  const { crop, coarseLengths } = config;
  return {
    ...config,
    ...(size === '64' && {
      size: 64,
      coarseLengths: coarseLengths.map((length) => length / 4),
      coarseTorus: config.coarseTorus / 4,
      fineTorus: config.fineTorus / 2,
      crop: crop && crop / 4,
    }),
    ...(steps !== 'recorded' && { steps: Number(steps), evaluateEvery: Number(steps), warmupSteps: 0 }),
  };
}

/** What a training came to on the test images. */
export interface Measured {
  accuracy: number;
  loss: number;
}

/** What the committed records say, by treatment and seed. */
export type Committed = Record<string, Record<number, Measured>>;
