import { choice, integer } from '../demo/link';

/** The seeds of the comparison, as planned before it was run. */
export const seeds = [210, 259] as const;

/** What is held against plain training, by the name that the records know it by. */
export const treatments = {
  'both-0.95-0.8': 'masks at both scales',
  'wrong-layers-0.95-0.8': 'masks at the layers in between',
  crop: 'random crops',
} as const;

export type Treatment = keyof typeof treatments;

/** What the visitor chooses. The first seed of the plan is one in which masks lose. */
export const fields = {
  seed: integer(seeds[0], seeds),
  against: choice<Treatment>('both-0.95-0.8', Object.keys(treatments) as Treatment[]),
};

/** What a training came to on the test images. */
export interface Measured {
  accuracy: number;
  loss: number;
}

/** What the committed records say, by treatment and seed. */
export type Committed = Record<string, Record<number, Measured>>;
